package dev.castellan.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void a_name_with_line_breaks_and_commands_for_terminals_is_one_cell() {
        Table table =
                Table.of("GROUP", "LAG").row("odd\nname\u001b[2J\u202e", 7).row("größe 𝕏", 12);

        assertThat(table.text()).isEqualTo("""
                GROUP                     LAG
                odd\\nname\\u001b[2J\\u202e    7
                größe 𝕏                   12""");
    }
}
