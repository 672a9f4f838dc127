package dev.castellan.it;

import dev.castellan.lab.Lab;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/// Stories on real hosts, which need root on Debian; where they cannot run, the last lines of a run name each of them.
interface OnHosts {
    /// Before each: what is given up before all of them leaves no trace in the report.
    @BeforeEach
    default void is_told_where_it_cannot_run() {
        Lab.obstacle().ifPresent(why -> Assumptions.abort("clusters on hosts: " + why));
    }
}
