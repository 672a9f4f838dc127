/// Who may connect, and how that is proven: secrets, where they are kept, and a certificate authority for each cluster.
///
/// Front doors: [dev.castellan.security.Vault], [dev.castellan.security.Authority],
/// [dev.castellan.security.CertificateFacts], [dev.castellan.security.Renewal]. Knows nothing of Kafka and reads no
/// clock: what time it is comes in.
@NullMarked
package dev.castellan.security;

import org.jspecify.annotations.NullMarked;
