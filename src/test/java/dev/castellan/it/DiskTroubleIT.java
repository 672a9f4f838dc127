package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Disks that are full, cannot be written, or are not there.
class DiskTroubleIT {
    @Test
    void a_full_disk_is_named_whatever_it_stops_and_the_next_run_finishes() throws IOException {
        try (Sandbox sandbox = Sandbox.open("disk");
                Tmpfs disk = Tmpfs.mount(sandbox.directory().resolve("disk"), "size=8m")) {
            sandbox.spec("name: disk\nnodes: [" + withDirectory(disk.path().resolve("data")) + "]\n");
            disk.fill();
            sandbox.run("up").exits(3).complains("storage cannot be formatted", "No space left", "free some space");

            disk.empty();
            sandbox.run("up").succeeds().prints("ready in");
            sandbox.run("down").succeeds();

            disk.fill();
            sandbox.run("up")
                    .exits(3)
                    .complains("kafka-1  its process ended; the last it said: ", "No space left", "free some space");

            disk.empty();
            disk.remount("size=200m");
            sandbox.run("up").succeeds().prints("ready in");
            sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        }
    }

    @Test
    void a_home_on_a_full_disk_is_named_and_leaves_no_half_of_anything() throws IOException {
        try (Sandbox sandbox = Sandbox.open("disk");
                Tmpfs disk = Tmpfs.mount(sandbox.directory().resolve("disk"), "size=8m")) {
            sandbox.spec("name: disk\n" + FreePorts.nodes(1));
            sandbox.with("CASTELLAN_HOME", disk.path().toString());
            sandbox.run("up").exits(3).complains("the disk is full; a release of Kafka needs 150 MB");
            assertThat(disk.path().resolve("kafka/4.3.1")).doesNotExist();
            assertThat(disk.path().resolve("kafka")).isDirectoryNotContaining("glob:**~*");

            for (String shared : new String[] {"kafka", "cache"}) {
                Files.deleteIfExists(disk.path().resolve(shared + "/.4.3.1.lock"));
                Files.deleteIfExists(disk.path().resolve(shared));
                Files.createSymbolicLink(
                        disk.path().resolve(shared),
                        sandbox.home().resolve(shared).toRealPath());
            }
            disk.fill();
            sandbox.run("up").exits(3).complains("No space left on device; free some space");

            disk.empty();
            disk.remount("size=200m");
            sandbox.run("up").succeeds().prints("ready in");
            sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        }
    }

    @Test
    void a_disk_that_may_not_be_written_is_named() {
        try (Sandbox sandbox = Sandbox.open("disk");
                Tmpfs disk = Tmpfs.mount(sandbox.directory().resolve("disk"), "size=1m,ro")) {
            sandbox.with("CASTELLAN_HOME", disk.path().toString());
            sandbox.run("up").exits(3).complains(disk.path().toString(), "Read-only file system");
            sandbox.with("CASTELLAN_HOME", sandbox.home().toString());
        }
    }

    @Test
    void a_disk_that_is_not_mounted_is_missed_before_anything_is_formatted() {
        try (Sandbox sandbox = Sandbox.open("disk")) {
            Path data = sandbox.directory().resolve("disk/data");
            sandbox.spec("name: disk\nnodes: [" + withDirectory(data) + "]\n");
            try (Tmpfs ignored = Tmpfs.mount(data.getParent(), "size=100m")) {
                sandbox.run("up").succeeds();
                sandbox.run("down").succeeds();
            }

            sandbox.run("up").exits(3).complains("kafka-1  the data it had is gone: " + data, "is a disk not mounted?");
            sandbox.run("start", "kafka-1").exits(3).complains("there is no storage in " + data);
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void a_file_in_place_of_a_directory_is_named_and_does_not_lock_the_cluster_out() {
        try (Sandbox sandbox = Sandbox.open("disk").file("blocked", "")) {
            Path blocked = sandbox.directory().resolve("blocked");
            sandbox.with("CASTELLAN_HOME", blocked.resolve("home").toString());
            sandbox.run("up").exits(3).complains(blocked + "  a file stands where a directory is wanted; move it away");

            sandbox.with("CASTELLAN_HOME", sandbox.home().toString());
            sandbox.spec("name: disk\nnodes: [" + withDirectory(blocked.resolve("data")) + "]\n");
            sandbox.run("up").exits(3).complains(blocked + "  a file stands where a directory is wanted; move it away");

            sandbox.spec(
                    "name: disk\nnodes: [" + withDirectory(sandbox.directory().resolve("däta of mine")) + "]\n");
            sandbox.run("up").succeeds().prints("ready in");
            assertThat(sandbox.directory().resolve("däta of mine/meta.properties"))
                    .exists();
        }
    }

    private static String withDirectory(Path directory) {
        return FreePorts.node(1).replace("}", ", directories: [\"" + directory + "\"]}");
    }
}
