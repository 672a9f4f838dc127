package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// No network, and nothing in the cache.
class NetworkTroubleIT {
    @Test
    void without_network_and_cache_it_says_so_soon_and_leaves_no_half_cache() throws IOException {
        try (Sandbox sandbox = Sandbox.empty()) {
            Path user = sandbox.directory().resolve("user");
            Files.createDirectories(user.resolve(".m2"));
            Files.writeString(user.resolve(".m2/settings.xml"), """
                    <settings>
                      <mirrors>
                        <mirror><id>nobody</id><url>http://127.0.0.1:1/maven</url><mirrorOf>*</mirrorOf></mirror>
                      </mirrors>
                    </settings>
                    """);
            sandbox.with("JAVA_TOOL_OPTIONS", "-Duser.home=" + user);

            sandbox.run("up")
                    .exits(3)
                    .complains(
                            "Kafka 4.3.1  not yet on this machine, and the Maven repositories (nobody) do not answer",
                            "check the network",
                            "kafka.from in the spec")
                    .within(Duration.ofSeconds(30));

            assertThat(sandbox.home().resolve("kafka/4.3.1")).doesNotExist();
            assertThat(sandbox.home().resolve("kafka")).isDirectoryNotContaining("glob:**~*");
            assertThat(sandbox.home().resolve("clusters/local/nodes")).doesNotExist();
        }
    }
}
