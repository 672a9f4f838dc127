package dev.castellan.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Properties as Kafka itself will read them: from bytes, as ISO 8859-1.
final class PropertiesTextTest {
    private static final String NASTY = " \t\n\r\f\\=:#!'\"${}%äß€\u0000\u0007\u0085\u2028\uFEFFux0";

    @Test
    void any_text_is_read_back_as_it_was() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Map<String, String> properties = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                properties.put("k" + text(random), text(random));
            }
            String written = PropertiesText.write("a comment\nof two lines", properties);
            assertThat(PropertiesText.read(written)).as("seed %d", seed).isEqualTo(properties);
            assertThat(asKafkaReads(written)).as("seed %d", seed).isEqualTo(properties);
        }
    }

    @Test
    void equal_properties_are_equal_text_without_a_date() {
        assertThat(PropertiesText.write("note", Map.of("log.dirs", "/a b,/c"))).isEqualTo("# note\nlog.dirs=/a b,/c\n");
    }

    @Test
    void a_value_keeps_its_leading_space_and_a_key_all_of_them() {
        assertThat(PropertiesText.write("", Map.of("a b", "  c "))).isEqualTo("a\\ b=\\  c \n");
    }

    private static Map<String, String> asKafkaReads(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            } else {
                text.append(NASTY.charAt(random.nextInt(NASTY.length())));
            }
        }
        return text.toString();
    }
}
