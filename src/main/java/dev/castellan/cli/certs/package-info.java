/// The verbs for certificates and the authority that signs them: parse, call `cli.keep`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.certs;

import org.jspecify.annotations.NullMarked;
