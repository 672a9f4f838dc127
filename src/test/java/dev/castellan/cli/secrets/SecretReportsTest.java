package dev.castellan.cli.secrets;

import dev.castellan.testkit.Golden;
import org.junit.jupiter.api.Test;

/// What the verbs about secrets say.
class SecretReportsTest {
    @Test
    void sealed_secrets_come_with_a_warning_about_the_passphrase() {
        Golden.folder("sealed-secrets-come-with-a-warning-about-the-passphrase")
                .holds(SecretReports.sealed("orders", 4));
    }

    @Test
    void a_backup_says_what_it_is_worth_to_others() {
        Golden.folder("a-backup-says-what-it-is-worth-to-others")
                .holds(SecretReports.saved("orders", "orders.zip", 5, false));
    }

    @Test
    void what_is_restored_is_followed_by_a_plan() {
        Golden.folder("what-is-restored-is-followed-by-a-plan")
                .holds(SecretReports.restored("orders", "clusters/orders/secrets", 5));
    }
}
