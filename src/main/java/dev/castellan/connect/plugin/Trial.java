package dev.castellan.connect.plugin;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A program of its own that loads a plugin as a worker does, and says how each of its classes did.
///
/// It reads lines from standard input, `release PATH`, `plugin PATH` and `try CLASS` with a tab between, and answers
/// each `try` with a line `CLASS, version, properties, task, trouble`. What the plugin itself prints goes to standard
/// error.
public final class Trial {
    private static final String LOADER = "org.apache.kafka.connect.runtime.isolation.PluginClassLoader";

    private final List<URL> release = new ArrayList<>();
    private final List<URL> plugin = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private Trial() {}

    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        int code = 0;
        try {
            var trial = new Trial();
            trial.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            trial.run(out);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println(cause(e));
            code = 3;
        }
        out.flush();
        // Not exit: a plugin may have left threads and hooks behind.
        Runtime.getRuntime().halt(code);
    }

    private void read(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String rest = line.substring(line.indexOf('\t') + 1);
            switch (line.substring(0, Math.max(0, line.indexOf('\t')))) {
                case "release" -> release.add(url(rest));
                case "plugin" -> plugin.add(url(rest));
                default -> names.add(rest);
            }
        }
    }

    private void run(PrintStream out) throws ReflectiveOperationException {
        ClassLoader worker =
                new URLClassLoader("release", release.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        ClassLoader loader = Class.forName(LOADER, true, worker)
                .asSubclass(ClassLoader.class)
                .getConstructor(URL.class, URL[].class, ClassLoader.class)
                .newInstance(plugin.getFirst(), plugin.toArray(URL[]::new), worker);
        Thread.currentThread().setContextClassLoader(loader);
        for (String name : names) {
            out.println(name + "\t" + attempt(name, loader));
        }
    }

    private static String attempt(String name, ClassLoader loader) {
        String version = "";
        int properties = 0;
        String task = "";
        String trouble = "";
        try {
            Object made =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            version = Objects.toString(asked(made, "version"), "");
            properties = properties(made);
            task = task(made);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | StackOverflowError e) {
            trouble = cause(e);
        }
        return String.join("\t", plain(version), String.valueOf(properties), plain(task), plain(trouble));
    }

    private static int properties(Object made) throws ReflectiveOperationException {
        boolean connector = has(made, "taskClass");
        Object config = asked(made, "config");
        if (config == null) {
            if (connector) {
                throw new IllegalStateException("its config() gives nothing");
            }
            return 0;
        }
        return config.getClass().getMethod("configKeys").invoke(config) instanceof Map<?, ?> keys ? keys.size() : 0;
    }

    /// A connector may want its configuration first; then nobody knows yet.
    private static String task(Object made) {
        try {
            return asked(made, "taskClass") instanceof Class<?> task ? task.getName() : "";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "";
        }
    }

    private static boolean has(Object made, String method) {
        try {
            return Objects.nonNull(made.getClass().getMethod(method));
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static @Nullable Object asked(Object made, String method) throws ReflectiveOperationException {
        if (!has(made, method)) {
            return null;
        }
        Method asked = made.getClass().getMethod(method);
        asked.setAccessible(true);
        return asked.invoke(made);
    }

    private static String cause(Throwable trouble) {
        Throwable cause = trouble;
        while ((cause instanceof InvocationTargetException || cause instanceof ExceptionInInitializerError)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return cause.getClass().getSimpleName() + message;
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static URL url(String path) throws MalformedURLException {
        return new File(path).toURI().toURL();
    }
}
