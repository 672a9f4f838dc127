package dev.castellan.cli.users;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.UserSpec;
import java.util.List;

/// The user of a spec that a verb is about.
final class KeptUser {
    private KeptUser() {}

    /// @throws UserMistake when the spec has no such user
    static UserSpec of(Keeping keeping, String name) {
        keeping.requireSound();
        List<String> known = keeping.spec().users().stream().map(UserSpec::name).toList();
        return keeping.spec().users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserMistake(
                        "the spec has no user \"" + name + "\"",
                        Suggest.hint(name, known, "write it under users: in cluster.yaml, then castellan up")));
    }

    /// @throws UserMistake when the user logs in without a password
    static UserSpec withPassword(Keeping keeping, String name) {
        UserSpec user = of(keeping, name);
        if (user.auth() == UserSpec.Auth.certificate) {
            throw new UserMistake(name + " logs in with a certificate and has no password", "write auth: scram");
        }
        return user;
    }
}
