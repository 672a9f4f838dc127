/// Who may connect, and how that is proven: secrets, where they are kept, and a certificate authority for each cluster.
///
/// Front doors: [dev.castellan.security.Vault], [dev.castellan.security.Secret]. Knows nothing of Kafka.
@NullMarked
package dev.castellan.security;

import org.jspecify.annotations.NullMarked;
