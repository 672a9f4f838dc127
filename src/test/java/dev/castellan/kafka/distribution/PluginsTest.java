package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins that somebody has as files.
class PluginsTest {
    @TempDir
    private Path directory;

    @Test
    void of_an_archive_the_jars_are_taken_wherever_they_are() throws IOException {
        Plugin plugin = resolve(zip("jdbc/manifest.json", "jdbc/lib/jdbc.jar", "jdbc/lib/deep/driver.jar"));

        assertThat(names(plugin)).containsExactly("driver.jar", "jdbc.jar");
        assertThat(plugin.name()).isEqualTo("plugin.zip");
        assertThat(plugin.directory()).hasParent(directory.resolve("plugins"));
    }

    @Test
    void the_same_jars_have_the_same_checksum_however_they_came() throws IOException {
        String zip = resolve(zip("jdbc/lib/jdbc.jar", "jdbc/lib/driver.jar")).sha256();
        String tgz = resolve(tgz("other/driver.jar", "jdbc.jar")).sha256();
        Path folder = Files.createDirectories(directory.resolve("folder/below"));
        Files.writeString(folder.resolve("jdbc.jar"), "jdbc.jar");
        Files.writeString(folder.resolveSibling("driver.jar"), "driver.jar");

        assertThat(List.of(tgz, resolve(folder.getParent()).sha256())).containsOnly(zip);
        Files.writeString(folder.resolve("jdbc.jar"), "changed");
        assertThat(resolve(folder.getParent()).sha256()).isNotEqualTo(zip);
    }

    @Test
    void a_jar_alone_is_a_plugin() throws IOException {
        Path jar = Files.writeString(directory.resolve("transforms.jar"), "PK");

        assertThat(names(resolve(jar))).containsExactly("transforms.jar");
    }

    @Test
    void jars_of_one_name_and_names_that_climb_keep_apart_and_stay_in_the_cache() throws IOException {
        Plugin plugin = resolve(zip("a/x.jar", "b/x.jar", "../../../evil.jar", "c/x..y z.jar", "__MACOSX/._x.jar"));

        assertThat(names(plugin)).containsExactly("evil.jar", "x-2.jar", "x.jar", "x.y-z.jar");
        assertThat(plugin.jars())
                .allSatisfy(jar -> assertThat(jar)
                        .isRegularFile()
                        .hasParent(plugin.directory().resolve("libs")));
        assertThat(resolve(directory.resolve("plugin.zip"))).isEqualTo(plugin);
    }

    @Test
    void what_is_no_plugin_is_the_users_to_mend() throws IOException {
        assertRefused(Files.createDirectory(directory.resolve("empty")).toString(), " holds no jar, so no plugin");
        assertRefused(zip("readme.txt").toString(), " holds no jar, so no plugin");
        assertRefused(Files.writeString(directory.resolve("notes"), "hello").toString(), " is no zip and no tar.gz");
        assertRefused("nowhere.zip", "\" is no file or directory here, and no Maven coordinates");
    }

    private void assertRefused(String plugin, String because) {
        assertThatThrownBy(() -> plugins().resolve(plugin, directory))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(plugin + because);
    }

    private Plugins plugins() {
        return new Plugins(directory.resolve("plugins"), Progress.SILENT);
    }

    private Plugin resolve(Path file) {
        return plugins().resolve(file.toString(), directory);
    }

    private static List<String> names(Plugin plugin) {
        return plugin.jars().stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .toList();
    }

    private Path zip(String... entries) throws IOException {
        Path file = directory.resolve("plugin.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : entries) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content(name));
            }
        }
        return file;
    }

    private Path tgz(String... entries) throws IOException {
        Path file = directory.resolve("plugin.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (String name : entries) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content(name).length);
                tar.putArchiveEntry(entry);
                tar.write(content(name));
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    /// The last part of its name.
    private static byte[] content(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
    }
}
