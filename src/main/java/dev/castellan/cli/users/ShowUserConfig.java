package dev.castellan.cli.users;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.SafeFiles;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Secret;
import dev.castellan.security.Vault;
import dev.castellan.spec.Security;
import dev.castellan.spec.TargetKind;
import dev.castellan.spec.UserSpec;
import dev.castellan.target.Keyring;
import dev.castellan.target.hosts.HostsTarget;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan users show-config`.
@Command(
        name = "show-config",
        description = {"What a client of this user is configured with, ready to be used.", "The password is in it."})
public final class ShowUserConfig extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "USER", description = "a user of the spec")
    private String name = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "properties (default, for Java and Kafka's own tools), librdkafka or python")
    private ClientConfig.Form form = ClientConfig.Form.properties;

    @Option(names = "--out", paramLabel = "FILE", description = "write it to a file that only you can read")
    private @Nullable Path out;

    public ShowUserConfig(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    ///
    /// @param config empty where it went into the file
    record Shown(String user, String form, String file, String config) {}

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            UserSpec user = KeptUser.of(keeping, name);
            Optional<Secret> password = keeping.vault().find(Vault.user(name));
            if (user.auth() == UserSpec.Auth.scram && password.isEmpty()) {
                throw new UserMistake(
                        "no password of " + name + " is kept here",
                        "castellan up makes the user; castellan users rotate " + name + " gives one a new password");
            }
            ClientConfig config = new ClientConfig(access(keeping, user), name, password);
            if (keeping.spec().security() != Security.none) {
                keeping.keyring().noteGiven(name);
            }
            output.show(
                    out == null
                            ? shown(config.text(form))
                            : written(config, tools.directory().resolve(out)));
        }
        return ExitCode.DONE;
    }

    private Report shown(String config) {
        if (tools.console().isInteractive()) {
            tools.console().say("the password of " + name + " follows; --out FILE writes it where only you can read");
        }
        return new Report("UserConfig", new Shown(name, form.name(), "", config), config);
    }

    private Report written(ClientConfig config, Path file) {
        String text = config.text(form);
        if (form == ClientConfig.Form.librdkafka) {
            Map<String, String> beside = new LinkedHashMap<>();
            config.pems().forEach((part, pem) -> {
                Path place = file.resolveSibling(file.getFileName() + "." + part + ".pem");
                SafeFiles.writePrivate(place, pem);
                beside.put(part, place.toString());
            });
            text = config.librdkafka(beside);
        }
        SafeFiles.writePrivate(file, text + "\n");
        return new Report(
                "UserConfig",
                new Shown(name, form.name(), String.valueOf(out), ""),
                "wrote " + out + ", which only you can read");
    }

    private static ClientAccess access(Keeping keeping, UserSpec user) {
        boolean scram = user.auth() == UserSpec.Auth.scram;
        boolean locked = keeping.spec().security() != Security.none;
        Keyring keyring = keeping.keyring();
        return new ClientAccess(
                bootstrap(keeping, locked && !scram),
                (scram ? "SASL_" : "") + (locked ? "SSL" : "PLAINTEXT"),
                scram ? Optional.of(Step.CreateUser.MECHANISM) : Optional.empty(),
                locked ? Optional.of(keyring.anchors()) : Optional.empty(),
                locked && !scram ? Optional.of(keyring.client(user.name())) : Optional.empty());
    }

    /// @param certificates whether the client comes with one, and so to the listener that asks for one
    private static String bootstrap(Keeping keeping, boolean certificates) {
        Collection<Endpoint> endpoints = (keeping.spec().target() == TargetKind.hosts
                        ? HostsTarget.endpoints(keeping.spec())
                        : new Snapshot(keeping.target().facts(), new Live.Asleep()).endpoints())
                .values().stream().map(Endpoint::withTls).toList();
        return certificates
                ? endpoints.stream()
                        .flatMap(endpoint -> endpoint.node().stream())
                        .collect(Collectors.joining(","))
                : Snapshot.bootstrap(endpoints);
    }
}
