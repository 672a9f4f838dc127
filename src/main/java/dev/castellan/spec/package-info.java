/// The records of what is wanted, read from `cluster.yaml`.
///
/// Front doors: [dev.castellan.spec.SpecReader], which gives a [dev.castellan.spec.ClusterSpec] or every problem at
/// once. Depends on nothing but `problem` and the YAML parser; knows nothing of what exists.
@NullMarked
package dev.castellan.spec;

import org.jspecify.annotations.NullMarked;
