package dev.castellan.kafka.distribution;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.transformer.JavaScopeDeriver;
import org.eclipse.aether.util.graph.transformer.JavaScopeSelector;
import org.eclipse.aether.util.graph.transformer.SimpleOptionalitySelector;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/// The user's Maven repositories, as their own settings name them. The only class that knows Maven Resolver.
final class Registry implements AutoCloseable {
    private static final int SILENCE_MILLIS = 30_000;
    private static final Map<String, Object> BOUNDS = Map.of(
            "aether.connector.connectTimeout", 10_000,
            "aether.connector.requestTimeout", SILENCE_MILLIS,
            "aether.connector.http.retryHandler.count", 1,
            "aether.connector.basic.threads", 8,
            "aether.dependencyCollector.impl", "bf");

    private final Context context;
    private final RepositorySystemSession session;

    Registry(MavenHome home, Tally tally) {
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(true)
                .configProperties(BOUNDS)
                .checksumPolicy(ContextOverrides.ChecksumPolicy.FAIL)
                .ignoreArtifactDescriptorRepositories(true)
                .repositoryListener(new TransferReports.Resolutions(tally))
                .transferListener(new TransferReports.Transfers(tally));
        home.settings().ifPresent(overrides::withUserSettingsXmlOverride);
        home.localRepository().ifPresent(overrides::withLocalRepositoryOverride);
        this.context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
        this.session = session(context);
    }

    /// The local repository that downloads go to, for messages.
    Path localRepository() {
        return session.getLocalRepository().getBasedir().toPath();
    }

    /// The ids of the repositories asked, for messages; addresses may carry credentials.
    List<String> names() {
        return context.remoteRepositories().stream()
                .map(repository -> repository.getId())
                .toList();
    }

    /// Everything `roots` need at run time, themselves included; of two versions the higher, as Kafka's build does.
    List<Coordinates> closure(List<Coordinates> roots) throws RepositoryException {
        return closure(roots, Set.of());
    }

    /// @param without groups of which nothing is taken, nor what only they need; the roots are taken all the same
    List<Coordinates> closure(List<Coordinates> roots, Set<String> without) throws RepositoryException {
        List<Exclusion> exclusions = without.stream()
                .sorted()
                .map(group -> new Exclusion(group, "*", "*", "*"))
                .toList();
        var request = new CollectRequest();
        request.setRepositories(context.remoteRepositories());
        roots.forEach(root -> request.addDependency(new Dependency(artifact(root), "runtime", false, exclusions)));
        DependencyNode tree =
                context.repositorySystem().collectDependencies(session, request).getRoot();
        var list = new PreorderNodeListGenerator();
        tree.accept(list);
        return list.getArtifacts(true).stream()
                .filter(artifact -> "jar".equals(artifact.getExtension()))
                .map(Registry::coordinates)
                .sorted()
                .distinct()
                .toList();
    }

    /// The files of the jars, downloaded where the local repository lacks them.
    SortedMap<Coordinates, Path> fetch(Collection<Coordinates> jars) throws ArtifactResolutionException {
        List<ArtifactRequest> requests = jars.stream()
                .map(jar -> new ArtifactRequest(artifact(jar), context.remoteRepositories(), null))
                .toList();
        // One alone first: where nothing answers, this is one time limit to wait for, not a hundred.
        context.repositorySystem().resolveArtifacts(session, requests.subList(0, 1));
        SortedMap<Coordinates, Path> files = new TreeMap<>();
        for (ArtifactResult result : context.repositorySystem().resolveArtifacts(session, requests)) {
            files.put(
                    coordinates(result.getArtifact()),
                    result.getArtifact().getFile().toPath());
        }
        return files;
    }

    /// One file, downloaded where the local repository lacks it; empty where every repository says that it has none.
    ///
    /// @param extension `jar`, `zip`, `tar.gz`
    Optional<Path> find(Coordinates file, String extension) throws ArtifactResolutionException {
        try {
            var request = new ArtifactRequest(
                    new DefaultArtifact(file.group(), file.artifact(), file.classifier(), extension, file.version()),
                    context.remoteRepositories(),
                    null);
            return Optional.of(context.repositorySystem()
                    .resolveArtifact(session, request)
                    .getArtifact()
                    .getFile()
                    .toPath());
        } catch (ArtifactResolutionException e) {
            if (e.getResults().stream().allMatch(ArtifactResult::isMissing)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static RepositorySystemSession session(Context context) {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        // A failure is not remembered: once the network is back, the same command simply works.
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(ResolutionErrorPolicy.CACHE_DISABLED));
        session.setDependencyGraphTransformer(new ConflictResolver(
                new HighestVersion(),
                new JavaScopeSelector(),
                new SimpleOptionalitySelector(),
                new JavaScopeDeriver()));
        return session;
    }

    private static Artifact artifact(Coordinates jar) {
        return new DefaultArtifact(jar.group(), jar.artifact(), jar.classifier(), "jar", jar.version());
    }

    private static Coordinates coordinates(Artifact artifact) {
        return new Coordinates(
                artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion(), artifact.getClassifier());
    }

    /// Gradle's rule, by which the Kafka project assembles its own release; Maven's would be the nearest.
    private static final class HighestVersion extends ConflictResolver.VersionSelector {
        @Override
        public void selectVersion(ConflictResolver.ConflictContext context) {
            ConflictResolver.ConflictItem highest =
                    context.getItems().iterator().next();
            for (ConflictResolver.ConflictItem item : context.getItems()) {
                if (item.getNode().getVersion().compareTo(highest.getNode().getVersion()) > 0) {
                    highest = item;
                }
            }
            context.setWinner(highest);
        }
    }
}
