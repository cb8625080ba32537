package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as the operating system sees it. */
@Timeout(60)
class DaemonProcessTest {

    @TempDir
    Path folder;

    private Process daemon;

    @AfterEach
    void end() {
        if (daemon != null) {
            daemon.destroyForcibly();
        }
    }

    @Test
    void one_serves_a_home_another_leaves_at_once_and_a_term_ends_the_first_in_order() throws Exception {
        distribution("1.0.0");
        daemon = start("first");
        awaitStarted();
        assertThat(home().resolve("bourdon.pid")).hasContent(Long.toString(daemon.pid()));

        // As its gateway would: without it, the first one would be taken for one that is leaving.
        Files.createFile(home().resolve("bourdon.sock"));
        Process second = start("second");
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).as("second one left").isTrue();
        assertThat(second.exitValue()).isEqualTo(Main.ALREADY_RUNNING);
        assertThat(folder.resolve("second")).hasContent("bourdon: another daemon is running in " + home());

        daemon.destroy();
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("first one left").isTrue();
        assertThat(daemon.exitValue()).isEqualTo(Main.LEFT);
        assertThat(home().resolve("bourdon.pid")).doesNotExist();
        assertThat(log()).contains("SIGTERM received, leaving").contains("Bourdon leaves");
        assertThat(folder.resolve("first")).as("its standard output and error").isEmptyFile();
    }

    @Test
    void one_that_comes_while_another_leaves_waits_for_its_turn() throws Exception {
        distribution("1.0.0");
        daemon = start("first");
        awaitStarted();
        Process second = start("second");
        await("second one there", () -> second.toHandle().children().findAny().isEmpty() && second.isAlive());

        daemon.destroy();
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("first one left").isTrue();
        daemon = second;

        await("the second one's pid file", () -> Files.exists(home().resolve("bourdon.pid"))
                && Files.readString(home().resolve("bourdon.pid")).strip().equals(Long.toString(second.pid())));
    }

    @Test
    void the_home_of_a_scope_goes_with_its_daemon() throws Exception {
        distribution("1.0.0");
        daemon = start("first", "-Dbourdon.scope=editor");
        awaitStarted();

        daemon.destroy();

        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("left").isTrue();
        assertThat(daemon.exitValue()).isEqualTo(Main.LEFT);
        assertThat(home()).doesNotExist();
        assertThat(folder.resolve("first")).as("its standard output and error").isEmptyFile();
    }

    @Test
    void a_killed_one_does_not_keep_the_next_from_starting() throws Exception {
        distribution("1.0.0");
        daemon = start("first");
        awaitStarted();
        daemon.destroyForcibly().waitFor();
        Files.delete(home().resolve("log").resolve("bourdon.log"));

        daemon = start("second");
        awaitStarted();

        assertThat(home().resolve("bourdon.pid")).hasContent(Long.toString(daemon.pid()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void it_leads_a_session_of_its_own() throws Exception {
        distribution("1.0.0");
        daemon = start("first");
        awaitStarted();
        Path stat = Path.of("/proc", Long.toString(daemon.pid()), "stat");

        await("session " + daemon.pid(), () -> Files.readString(stat).replaceFirst(".*\\) ", "").split(" ")[3].equals(Long.toString(daemon.pid())));
    }

    @Test
    void a_daemon_that_cannot_start_says_why_on_standard_error_and_in_the_log() throws Exception {
        new TestDistribution(Files.createDirectories(folder.resolve("distribution"))).bundle("system/3", "house", "1.0.0", "Import-Package", "no.such.package");
        daemon = start("first");

        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("left").isTrue();
        assertThat(daemon.exitValue()).isEqualTo(Main.CANNOT_START);
        assertThat(Files.readAllLines(folder.resolve("first"))).singleElement().asString().startsWith("bourdon: house").contains("no.such.package");
        assertThat(log()).contains("Cannot start: house");
    }

    private void distribution(String version) throws IOException {
        new TestDistribution(Files.createDirectories(folder.resolve("distribution"))).bundle("system/1", "services", version);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private String log() throws IOException {
        Path log = home().resolve("log").resolve("bourdon.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private Process start(String output, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                "-Dbourdon.home=" + home(), "-Dbourdon.distribution=" + folder.resolve("distribution")));
        command.addAll(List.of(options));
        command.add(Main.class.getName());
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(output).toFile()).start();
    }

    private void awaitStarted() throws Exception {
        await("started", () -> {
            assertThat(daemon.isAlive()).as("alive; log: " + log()).isTrue();
            return log().contains("Started in");
        });
    }

    private interface Fact {
        boolean holds() throws IOException;
    }

    private static void await(String name, Fact fact) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!fact.holds()) {
            assertThat(System.nanoTime()).as(name).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
