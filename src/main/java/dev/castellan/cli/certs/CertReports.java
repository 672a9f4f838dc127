package dev.castellan.cli.certs;

import dev.castellan.plan.Step;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Succession.Stage;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// What the verbs about certificates say, in both forms.
final class CertReports {
    /// So much of a fingerprint tells one authority from another.
    private static final int SHORT = 12;

    private CertReports() {}

    /// All certificates that are known of.
    record Known(
            List<CertificateFacts> authorities,
            Collection<NodeFacts> nodes,
            Collection<WorkerFacts> workers,
            SortedMap<String, CertificateFacts> users) {}

    /// One certificate.
    ///
    /// @param kind `authority`, `node`, `worker` or `user`
    /// @param authority the beginning of its authority's fingerprint; of its own, where it is one; or `unknown`
    record CertLine(
            String kind, String commonName, List<String> names, Instant until, long daysLeft, String authority) {}

    /// What was done to nodes, and to users.
    record Renewal(
            String cluster,
            List<String> renewed,
            List<String> reloaded,
            List<String> restarted,
            List<String> renewedUsers) {}

    /// @param stage `announced` while both authorities are trusted, `settled` once it is done
    /// @param outdatedUsers whose configuration, as it was given out last, does not trust the new authority
    record Rotation(
            String cluster, String stage, List<String> renewed, List<String> restarted, List<String> outdatedUsers) {}

    /// @param newAuthority whether the authority had expired too
    /// @param outdatedUsers whose configuration does not trust it
    record Recovery(String cluster, boolean newAuthority, List<String> renewed, List<String> outdatedUsers) {}

    static Report list(Known known, Instant now) {
        List<CertLine> lines = new ArrayList<>();
        known.authorities()
                .forEach(facts ->
                        lines.add(line("authority", facts, facts.fingerprint().substring(0, SHORT), now)));
        known.nodes().stream()
                .sorted(Comparator.comparingInt(NodeFacts::id))
                .map(node -> node.certificates().certificate())
                .forEach(chain -> CertificateFacts.parse(chain).stream()
                        .limit(1)
                        .forEach(facts -> lines.add(line("node", facts, signer(chain, known), now))));
        known.workers().stream()
                .map(worker -> worker.files().getOrDefault(WorkerKeys.CERTIFICATE, ""))
                .forEach(chain -> CertificateFacts.parse(chain).stream()
                        .limit(1)
                        .forEach(facts -> lines.add(line("worker", facts, signer(chain, known), now))));
        known.users().values().forEach(facts -> lines.add(line("user", facts, signer(facts.pem(), known), now)));
        return new Report(
                "CertificateList", lines, lines.isEmpty() ? "no certificates yet: castellan up" : table(lines));
    }

    private static CertLine line(String kind, CertificateFacts facts, String authority, Instant now) {
        return new CertLine(
                kind,
                facts.commonName(),
                facts.names(),
                facts.notAfter(),
                Math.floorDiv(Duration.between(now, facts.notAfter()).toSeconds(), 86_400),
                authority);
    }

    private static String signer(String chain, Known known) {
        return known.authorities().stream()
                .filter(authority -> CertificateFacts.reaches(chain, authority.pem()))
                .map(authority -> authority.fingerprint().substring(0, SHORT))
                .findFirst()
                .orElse("unknown");
    }

    private static String table(List<CertLine> lines) {
        Table table = Table.of("KIND", "NAME", "FOR", "UNTIL", "DAYS LEFT", "AUTHORITY");
        lines.forEach(line -> table.row(
                line.kind(),
                line.commonName(),
                line.names().isEmpty() ? "-" : String.join(" ", line.names()),
                line.until().atZone(ZoneOffset.UTC).toLocalDate(),
                line.daysLeft() < 0 ? "expired" : String.valueOf(line.daysLeft()),
                line.authority()));
        return table.text();
    }

    /// Users have to be told: nothing goes by the new certificate before they do.
    ///
    /// @param before until when those are good that users had
    static Report renewed(String cluster, List<String> names, SortedMap<String, Instant> before) {
        return new Report(
                "CertificateRenewal",
                new Renewal(cluster, List.of(), List.of(), List.of(), names),
                "new certificates: " + words(names) + ". Give out:\n" + showConfig(names)
                        + before.entrySet().stream()
                                .map(user ->
                                        "\nthe one that " + user.getKey() + " had is good until " + user.getValue())
                                .collect(Collectors.joining()));
    }

    static Report renewed(String cluster, List<Step> taken) {
        Renewal renewal = new Renewal(cluster, renewed(taken), reloaded(taken), restarted(taken), List.of());
        return new Report(
                "CertificateRenewal",
                renewal,
                "new certificates: " + words(renewal.renewed()) + "; reloaded: " + words(renewal.reloaded())
                        + "; restarted: " + words(renewal.restarted()));
    }

    static Report rotated(String cluster, Stage stage, List<Step> taken, List<String> outdated) {
        boolean done = stage == Stage.SETTLED;
        return new Report(
                "AuthorityRotation",
                new Rotation(cluster, done ? "settled" : "announced", renewed(taken), restarted(taken), outdated),
                done
                        ? cluster + " has a new certificate authority; the old one is trusted no more"
                                + (outdated.isEmpty() ? "" : ". Refused until they get:\n" + showConfig(outdated))
                        : "nodes trust both authorities. " + announced(outdated)
                                + "\nthen: castellan certs rotate-ca --finish. A client that trusts the old authority"
                                + " alone is refused from then on");
    }

    /// Configurations may have been made without show-config too, so something is said in any case.
    private static String announced(List<String> outdated) {
        return outdated.isEmpty()
                ? "No configuration given out from here is outdated; other clients need theirs anew:\n"
                        + showConfig(List.of("NAME"))
                : "Give each client its configuration anew, which trusts both too:\n" + showConfig(outdated);
    }

    static Report recovered(String cluster, boolean newAuthority, List<Step> taken, List<String> outdated) {
        return new Report(
                "CertificateRecovery",
                new Recovery(cluster, newAuthority, renewed(taken), outdated),
                cluster + " is back, with new certificates: " + words(renewed(taken))
                        + (newAuthority || !outdated.isEmpty()
                                ? "\nits authority is new: give each client its configuration anew:\n"
                                        + showConfig(outdated.isEmpty() ? List.of("NAME") : outdated)
                                : ""));
    }

    private static String showConfig(List<String> users) {
        return users.stream()
                .map(user -> "  castellan users show-config " + user)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> renewed(List<Step> taken) {
        return names(taken.stream()
                .filter(Step.Certify.class::isInstance)
                .map(step -> ((Step.Certify) step).node())
                .toList());
    }

    private static List<String> reloaded(List<Step> taken) {
        return names(taken.stream()
                .filter(Step.ReloadCertificates.class::isInstance)
                .map(step -> ((Step.ReloadCertificates) step).node())
                .toList());
    }

    private static List<String> restarted(List<Step> taken) {
        List<String> restarted = new ArrayList<>(names(taken.stream()
                .filter(Step.RestartNodes.class::isInstance)
                .flatMap(step -> ((Step.RestartNodes) step).nodes().stream())
                .toList()));
        taken.stream()
                .filter(Step.RestartWorker.class::isInstance)
                .map(step -> WorkerSpec.name(((Step.RestartWorker) step).worker()))
                .distinct()
                .forEach(restarted::add);
        return restarted;
    }

    private static List<String> names(List<Integer> nodes) {
        return nodes.stream().distinct().sorted().map(id -> "kafka-" + id).toList();
    }

    private static String words(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
