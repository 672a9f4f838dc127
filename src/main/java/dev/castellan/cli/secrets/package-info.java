/// The verbs for the secrets of a cluster as files: seal them with a passphrase, save them, bring them back.
///
/// Front door: the verb classes, each named in the table of `Commands`. No decisions live here.
@NullMarked
package dev.castellan.cli.secrets;

import org.jspecify.annotations.NullMarked;
