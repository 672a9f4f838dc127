package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.CertificateFacts;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.UserSpec;
import dev.castellan.target.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan certs renew`.
@Command(
        name = "renew",
        description = {
            "Give nodes new certificates, due or not; brokers take them up while they run.",
            "castellan up does the same for those that are due. Users get theirs with castellan users show-config,",
            "a new one where it is due; --user makes one at once."
        })
public final class RenewCerts extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final RiskOption risks = new RiskOption();

    @Mixin
    private final ProgressOption progress;

    @Option(names = "--node", paramLabel = "NODE", description = "only this node; may be repeated")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "this user that comes with a certificate, and no node; may be repeated")
    private List<String> users = new ArrayList<>();

    public RenewCerts(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec, risks);
                Hold ignored = keeping.hold("certs renew")) {
            if (!users.isEmpty() && nodes.isEmpty()) {
                renewUsers(keeping);
                return ExitCode.DONE;
            }
            if (!users.isEmpty()) {
                throw new UserMistake("--user is about users, --node about nodes", "give them one after the other");
            }
            Certificates certificates = new Certificates(keeping, progress);
            List<NodeSpec> chosen = nodes.isEmpty()
                    ? keeping.spec().nodes()
                    : nodes.stream().map(keeping::node).toList();
            chosen.forEach(keeping.keyring()::requireSigned);
            SortedMap<Integer, String> forced = new TreeMap<>();
            chosen.forEach(node -> forced.put(node.id(), "asked for"));
            output.show(CertReports.renewed(keeping.spec().name(), certificates.settle(forced)));
        }
        return ExitCode.DONE;
    }

    private void renewUsers(Keeping keeping) {
        Certificates.requireLocked(keeping);
        List<String> known = keeping.spec().users().stream()
                .filter(user -> user.auth() == UserSpec.Auth.certificate)
                .map(UserSpec::name)
                .toList();
        users.stream().filter(user -> !known.contains(user)).findFirst().ifPresent(user -> {
            throw new UserMistake(
                    "the spec has no user \"" + user + "\" that comes with a certificate",
                    Suggest.hint(user, known, "castellan users rotate gives another password"));
        });
        SortedMap<String, Instant> before = new TreeMap<>();
        SortedMap<String, CertificateFacts> have = keeping.keyring().clients();
        users.forEach(user -> {
            Optional.ofNullable(have.get(user)).ifPresent(facts -> before.put(user, facts.notAfter()));
            keeping.keyring().renewClient(user);
        });
        output.show(CertReports.renewed(keeping.spec().name(), users, before));
    }
}
