package dev.castellan.cli.keep;

import dev.castellan.problem.UserMistake;
import java.util.Map;

/// What sudo asks for on hosts. Never an argument, so that `ps` does not show it.
record SudoPassword(Map<String, String> environment) {
    String text() {
        String password = environment.getOrDefault("CASTELLAN_SUDO_PASSWORD", "");
        if (password.isEmpty()) {
            throw new UserMistake(
                    "the spec says that sudo wants a password, and there is none",
                    "set CASTELLAN_SUDO_PASSWORD, for example with: read -rs CASTELLAN_SUDO_PASSWORD; export"
                            + " CASTELLAN_SUDO_PASSWORD");
        }
        return password;
    }
}
