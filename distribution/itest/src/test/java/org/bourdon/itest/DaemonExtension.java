package org.bourdon.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real daemon for the tests of a class; its log stands beside every failure, and at the end nothing of it may be left. */
final class DaemonExtension implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {

    private static final int LOG_SHOWN = 6_000;

    private final boolean http;
    private final String[] options;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Home home;
    private Daemon daemon;

    /** @param options further ones of its JVM */
    DaemonExtension(String... options) {
        this(false, options);
    }

    private DaemonExtension(boolean http, String... options) {
        this.http = http;
        this.options = options;
    }

    /** One that serves HTTP clients too. */
    static DaemonExtension withHttp(String... options) {
        return new DaemonExtension(true, options);
    }

    /** Starts with settings of a component. */
    DaemonExtension with(String component, String json) {
        settings.put(component, json);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        home = Home.fresh();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve(setting.getKey() + ".json"), setting.getValue());
        }
        daemon = http ? Daemon.launchWithHttp(home, options) : Daemon.launch(home, options);
        daemon.awaitGreeting();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> {
            String log = home.log();
            String end = log.substring(Math.max(0, log.length() - LOG_SHOWN));
            failure.addSuppressed(new AssertionError("the daemon (" + (daemon.process().isAlive() ? "alive" : "dead") + ") wrote:\n" + end));
        });
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, NativeError {
        if (daemon == null) {
            return;
        }
        try {
            if (!daemon.process().isAlive()) {
                throw new AssertionError("the daemon died during the tests, exit code " + daemon.process().exitValue() + "\n" + home.log());
            }
            daemon.stop();
        } finally {
            daemon.process().destroyForcibly();
            home.close();
        }
    }

    Daemon get() {
        return daemon;
    }

    NativeClient connect() throws IOException {
        return daemon.connect();
    }
}
