/// What the class files of a plugin need of Kafka, and what of it is missing: decided over records, from nothing else.
///
/// Front doors: [dev.castellan.connect.link.LinkProblems], [dev.castellan.connect.link.Holdings]. Reads no file and
/// loads no class; what is in the jars is handed in.
@NullMarked
package dev.castellan.connect.link;

import org.jspecify.annotations.NullMarked;
