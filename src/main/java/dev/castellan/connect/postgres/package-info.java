/// Whether a PostgreSQL is ready to have its changes captured, and the SQL that makes it so.
///
/// Front door: [dev.castellan.connect.postgres.PostgresReader], [dev.castellan.connect.postgres.PostgresDoctor].
/// What is wrong is decided by pure functions over records; nothing in a database is ever changed.
@NullMarked
package dev.castellan.connect.postgres;

import org.jspecify.annotations.NullMarked;
