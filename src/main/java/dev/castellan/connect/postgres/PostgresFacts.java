package dev.castellan.connect.postgres;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a PostgreSQL says of itself, as far as capturing its changes needs it, and as its user may see it.
///
/// @param version as PostgreSQL writes it: `15.8`
/// @param walLevel `minimal`, `replica` or `logical`
/// @param walKept how many MiB of WAL slots may hold back at most; empty for no bound
/// @param publication the one that the connector names; empty where there is none
/// @param tables those of users, in every schema
public record PostgresFacts(
        String version,
        String walLevel,
        int maxSlots,
        int maxSenders,
        OptionalLong walKept,
        Role role,
        List<Table> tables,
        Optional<Publication> publication,
        List<Slot> slots) {
    public PostgresFacts {
        tables = List.copyOf(tables);
        slots = List.copyOf(slots);
    }

    /// Whom the connector logs in as.
    ///
    /// @param creates whether it may create things in the database
    public record Role(String name, boolean superuser, boolean replication, boolean creates) {}

    /// @param entered whether the role may look into the schema
    /// @param read whether the role may read the table
    /// @param identity what a change says of the row before it
    /// @param keyed whether it has a primary key
    /// @param owned whether the role may act as its owner
    /// @param published whether the publication has it
    public record Table(
            String schema,
            String name,
            boolean entered,
            boolean read,
            Identity identity,
            boolean keyed,
            boolean owned,
            boolean published) {
        public String fullName() {
            return schema + "." + name;
        }
    }

    /// `REPLICA IDENTITY` of a table.
    public enum Identity {
        /// The primary key.
        DEFAULT,
        FULL,
        INDEX,
        NOTHING
    }

    /// @param missing what of `insert`, `update` and `delete` it leaves out
    public record Publication(boolean allTables, List<String> missing, boolean owned) {
        public Publication {
            missing = List.copyOf(missing);
        }
    }

    /// @param plugin empty text for one of physical replication
    /// @param active whether somebody reads from it now
    /// @param held how many bytes of WAL are kept for it
    /// @param status `reserved`, `extended`, `unreserved` or `lost`; empty text where PostgreSQL is too old to tell
    public record Slot(String name, String plugin, String database, boolean active, long held, String status) {}
}
