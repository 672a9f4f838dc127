package dev.castellan.it;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/// Stories with a PostgreSQL, which need root on Debian; where they cannot run, the last lines of a run name each.
interface OnPostgres {
    @BeforeEach
    default void is_told_where_it_cannot_run() {
        Postgres.obstacle().ifPresent(Assumptions::abort);
    }
}
