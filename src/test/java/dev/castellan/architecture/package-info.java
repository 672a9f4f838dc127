/// What a machine can check about the shape of this code: which way its arrows point, how long its files are.
///
/// Nobody calls these tests. Where one is wrong, change the rule here together with `docs/`, not the code around it.
@NullMarked
package dev.castellan.architecture;

import org.jspecify.annotations.NullMarked;
