package dev.castellan.target;

/// A setting of a machine that `castellan check --fix` may put right: none of them can lose anything.
public enum Mending {
    /// `vm.max_map_count` and `vm.swappiness`, now and after the next boot.
    SYSCTL,
    /// Transparent huge pages only where a process asks for them.
    HUGE_PAGES,
    /// Time synchronisation by systemd.
    CLOCK;

    /// For plans and progress.
    public String text() {
        return switch (this) {
            case SYSCTL -> "vm.max_map_count, vm.swappiness";
            case HUGE_PAGES -> "transparent huge pages to madvise";
            case CLOCK -> "time synchronisation";
        };
    }
}
