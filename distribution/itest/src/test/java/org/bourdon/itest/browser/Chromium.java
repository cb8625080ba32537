package org.bourdon.itest.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.bourdon.itest.Await;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One headless Chromium for the tests of a class, on a profile of its own; skips them where there is none, and fails in CI. */
public final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0");

    private Path profile;
    private Process process;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeChromium();
        profile = Files.createTempDirectory("bourdon-chromium");
        ProcessBuilder builder = new ProcessBuilder(Stream.of(List.of("chromium"), FLAGS, List.of("--user-data-dir=" + profile, "about:blank"))
                .flatMap(List::stream).toList());
        process = builder.redirectErrorStream(true).redirectOutput(profile.resolve("output.txt").toFile()).start();
        Path portFile = profile.resolve("DevToolsActivePort");
        Await.until("Chromium opens its DevTools", PATIENCE, () -> Files.exists(portFile) && Files.readAllLines(portFile).size() > 1,
                () -> output(profile));
        port = Integer.parseInt(Files.readAllLines(portFile).getFirst());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (process == null) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Await.until("no process of Chromium is left", PATIENCE, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> all = Files.walk(profile)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** An empty tab. */
    public Tab open() throws IOException, InterruptedException {
        return Tab.open(port);
    }

    private static void assumeChromium() {
        boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("chromium is on the PATH").isTrue();
        }
        assumeTrue(there, "there is no chromium on this machine");
    }

    private static String output(Path profile) {
        try {
            return Files.readString(profile.resolve("output.txt"));
        } catch (IOException e) {
            return "its output cannot be read: " + e;
        }
    }
}
