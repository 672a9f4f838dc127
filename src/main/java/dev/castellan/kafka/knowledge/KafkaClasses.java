package dev.castellan.kafka.knowledge;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// The classes of one release in a loader of their own, so that releases do not mix with each other or with us.
///
/// Only `org.slf4j` is shared: what Kafka logs while it is asked goes where our own log goes, and no Log4j starts.
final class KafkaClasses implements AutoCloseable {
    private final URLClassLoader loader;
    private boolean registersBeans;

    KafkaClasses(Distribution distribution) {
        URL[] urls = distribution.jars().stream()
                .filter(jar -> !name(jar).startsWith("slf4j-") && !name(jar).startsWith("log4j-slf4j-"))
                .sorted(Comparator.comparing(KafkaClasses::isSeldomAsked).thenComparing(KafkaClasses::name))
                .map(KafkaClasses::url)
                .toArray(URL[]::new);
        this.loader = new URLClassLoader("kafka-" + distribution.version(), urls, new OnlySlf4j());
    }

    boolean has(String name) {
        return loader.getResource(name.replace('.', '/') + ".class") != null;
    }

    Class<?> load(String name) throws ClassNotFoundException {
        registersBeans |= name.startsWith("kafka.");
        return Class.forName(name, true, loader);
    }

    /// Asks Kafka something with its own classes as the thread's context.
    ///
    /// @throws KafkaSaid what Kafka's code threw, which is an answer too
    <T> T ask(Callable<T> question) throws KafkaSaid {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return question.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError broken) {
                throw damaged(broken);
            }
            throw new KafkaSaid(e.getCause() == null ? e : e.getCause());
        } catch (LinkageError e) {
            throw damaged(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this release has no " + e.getMessage(), e);
        } catch (Exception e) {
            throw new KafkaSaid(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// A jar that is torn or not there shows only once one of its classes is needed.
    private WorldRefused damaged(LinkageError broken) {
        return new WorldRefused(
                loader.getName(),
                "its classes do not load (" + broken + "): a jar is damaged or missing",
                "look at what `from` names under kafka: in the spec, or leave it away to have the jars fetched");
    }

    /// Asks for something that every release answers.
    <T> T know(Callable<T> question) {
        try {
            return ask(question);
        } catch (KafkaSaid said) {
            throw new IllegalStateException(loader.getName() + " does not answer: " + said.getMessage(), said);
        }
    }

    @Override
    public void close() {
        try {
            if (registersBeans) {
                forgetLogControl();
            }
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Kafka's core registers a bean for its log levels, which would keep all these classes alive for good.
    private void forgetLogControl() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName control = new ObjectName("kafka:type=kafka.Log4jController");
            if (beans.isRegistered(control) && loader.equals(beans.getClassLoaderFor(control))) {
                beans.unregisterMBean(control);
            }
        } catch (JMException e) {
            throw new IllegalStateException("the bean was registered a moment ago", e);
        }
    }

    /// The loader opens jars in order until it has found a class, and most of ours are in Kafka's own.
    private static boolean isSeldomAsked(Path jar) {
        return !name(jar).startsWith("kafka") && !name(jar).startsWith("scala-library");
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("a file always has a URL: " + jar, e);
        }
    }

    private static final class OnlySlf4j extends ClassLoader {
        private static final ClassLoader OURS = KafkaClasses.class.getClassLoader();

        OnlySlf4j() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.slf4j.")) {
                return OURS.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
