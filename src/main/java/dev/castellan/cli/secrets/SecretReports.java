package dev.castellan.cli.secrets;

import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.Lock;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Report;

/// What the verbs about secrets say, in both forms.
final class SecretReports {
    private SecretReports() {}

    /// @param sealed whether they are from now on
    /// @param files how many files were changed
    record Sealing(String cluster, boolean sealed, int files) {}

    /// @param sealed whether a passphrase is needed to use it
    record Backup(String cluster, String file, int files, boolean sealed) {}

    record Restoration(String cluster, String folder, int files) {}

    /// Nobody else changes the cluster from this machine meanwhile.
    static Lock alone(Tools tools, String cluster, String verb) {
        return Lock.take(
                ClusterFolder.of(tools.home(), cluster).lock(),
                "castellan " + verb + ", pid " + ProcessHandle.current().pid());
    }

    static Report sealed(String cluster, int files) {
        return sealing(
                new Sealing(cluster, true, files),
                "the secrets of " + cluster + " are sealed, " + files + " of them now\n"
                        + "keep the passphrase somewhere else too: without it nothing opens them");
    }

    static Report resealed(String cluster, int files) {
        return sealing(
                new Sealing(cluster, true, files), "the secrets of " + cluster + " are sealed with another passphrase");
    }

    static Report unsealed(String cluster, int files) {
        return sealing(
                new Sealing(cluster, false, files),
                files == 0
                        ? "the secrets of " + cluster + " are not sealed"
                        : "the secrets of " + cluster + " are plain files again, which only you can read");
    }

    private static Report sealing(Sealing sealing, String text) {
        return new Report("SecretSealing", sealing, text);
    }

    static Report saved(String cluster, String file, int files, boolean sealed) {
        return new Report(
                "SecretBackup",
                new Backup(cluster, file, files, sealed),
                "wrote the secrets of " + cluster + " to " + file + ", which only you can read\n"
                        + (sealed
                                ? "they are sealed: keep the passphrase somewhere else"
                                : "whoever reads it administers the cluster; castellan secrets seal locks them first"));
    }

    static Report restored(String cluster, String folder, int files) {
        return new Report(
                "SecretRestoration",
                new Restoration(cluster, folder, files),
                "the secrets of " + cluster + " are back in " + folder + "; now: castellan plan");
    }
}
