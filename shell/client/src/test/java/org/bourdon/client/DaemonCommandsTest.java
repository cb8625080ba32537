package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class DaemonCommandsTest {

    @TempDir
    Path folder;

    private final List<Process> processes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_command_that_does_not_exist_is_named() {
        assertThat(new ClientRig(home()).run("sya", "hello").err()).isEqualTo("bourdon: there is no command 'sya'; see 'bourdon --help'\n");
        assertThat(new ClientRig(home()).run("daemon", "strat").err()).isEqualTo("bourdon: there is no command 'strat'; see 'bourdon daemon --help'\n");
        assertThat(new ClientRig(home()).run("daemon").err()).isEqualTo("bourdon: a command is missing; see 'bourdon daemon --help'\n");
    }

    @Test
    void fifty_clients_at_once_start_one_daemon() throws Exception {
        var home = home();
        var starts = new AtomicInteger();
        var daemon = new AtomicReference<FakeDaemon>();
        DaemonStarter starter = (_, _) -> {
            starts.incrementAndGet();
            daemon.set(new FakeDaemon(home).speaks(new byte[64]));
            return sleeper();
        };
        var clients = new ArrayList<Callable<ClientRig.Ran>>();
        for (int i = 0; i < 50; i++) {
            clients.add(() -> new ClientRig(home).startingWith(starter).run("say", "Hello.", "-o", "-", "--raw"));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ran : threads.invokeAll(clients)) {
                assertThat(ran.get().code()).as(ran.get().err()).isZero();
                assertThat(ran.get().out()).hasSize(64);
            }
        }

        assertThat(starts).hasValue(1);
        assertThat(Files.getPosixFilePermissions(home.path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        daemon.get().close();
    }

    @Test
    void a_daemon_that_does_not_come_up_is_explained_by_its_log() {
        var home = home();
        DaemonStarter starter = (of, _) -> shell("printf 'Error: no room\\n\\tat org.bourdon.X\\n' >" + of.startLog() + "; exit 3");

        var ran = new ClientRig(home).startingWith(starter).run("say", "Hello.", "-o", "-");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("bourdon: the daemon did not start: Error: no room (log: " + home.path().resolve("log") + ")\n");
    }

    @Test
    void a_daemon_that_ends_without_a_word_is_explained_by_its_exit_code() {
        var ran = new ClientRig(home()).startingWith((_, _) -> shell("exit 3")).run("say", "Hello.", "-o", "-");

        assertThat(ran.err()).contains("it ended with code 3").hasLineCount(1);
    }

    @Test
    void a_stale_socket_does_not_hinder_a_start() throws Exception {
        var home = home();
        home.create();
        try (var gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(home.socket()));
        }
        assertThat(home.socket()).exists();
        var daemon = new AtomicReference<FakeDaemon>();

        var ran = new ClientRig(home).startingWith((of, _) -> {
            delete(home.socket());
            daemon.set(new FakeDaemon(of));
            return sleeper();
        }).run("daemon", "start");

        assertThat(ran.text()).contains("the daemon is up");
        daemon.get().close();
    }

    @Test
    void a_socket_path_too_long_for_the_system_is_refused() {
        var home = new Home(folder.resolve("x".repeat(100)));

        var ran = new ClientRig(home).run("say", "Hello.", "-o", "-");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("the system takes at most 100; set BOURDON_HOME to a shorter folder").hasLineCount(1);
    }

    @Test
    void stop_waits_until_the_process_and_the_socket_are_gone() throws Exception {
        var home = home();
        Process process = sleeper();
        try (var daemon = new FakeDaemon(home)) {
            daemon.greets(FakeDaemon.hello(process.pid())).on("status", "{\"requests\":{\"active\":0}}").on("shutdown", (_, wire) -> {
                wire.result("{\"stopping\":true,\"pid\":" + process.pid() + "}");
                daemon.leave();
                process.destroyForcibly();
            });

            var ran = new ClientRig(home).run("daemon", "stop");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).isEqualTo("the daemon is stopped (pid " + process.pid() + ")\n");
            assertThat(Processes.isRunning(process.pid())).isFalse();
        }
    }

    @Test
    void stop_without_a_daemon_is_no_error() {
        var ran = new ClientRig(home()).run("daemon", "stop");

        assertThat(ran.code()).isZero();
        assertThat(ran.text()).contains("no daemon runs");
        assertThat(home().path()).as("nothing is made for it").doesNotExist();
    }

    @Test
    void status_without_a_daemon_says_so_and_has_exit_code_4() throws IOException {
        var plain = new ClientRig(home()).run("daemon", "status");
        var json = new ClientRig(home()).run("daemon", "status", "--json");

        assertThat(plain.code()).isEqualTo(4);
        assertThat(plain.text()).contains("no daemon runs in");
        assertThat(Json.flag(Json.object(json.out(), 0, json.out().length), "running")).isFalse();
    }

    @Test
    void status_as_json_is_the_daemons_own_answer() {
        String status = "{\"version\":\"0.1.0\",\"pid\":7,\"ttfa_ms\":null,\"requests\":{\"active\":0,\"served\":12},\"new_in_2027\":[1.5,\"é\"]}";
        try (var _ = new FakeDaemon(home()).answers((_, wire) -> wire.result(status))) {
            assertThat(new ClientRig(home()).run("daemon", "status", "--json").text()).isEqualTo(status + "\n");
            assertThat(new ClientRig(home()).run("daemon", "status").text()).contains("12 served");
        }
    }

    @Test
    void voices_are_listed_with_what_is_wrong_with_them() {
        String voices = """
                {"voices":[{"name":"en_US-bourdon","format":"streaming","language":"en-US","sample_rate":32000,"speakers":[],"default":true,\
                "loaded":true},{"name":"x","format":"piper","language":"und","sample_rate":0,"speakers":["a","b"],"default":false,"loaded":false,\
                "problem":"x.onnx is damaged"}]}""";
        try (var _ = new FakeDaemon(home()).answers((_, wire) -> wire.result(voices))) {
            assertThat(new ClientRig(home()).run("voices").text()).contains("en_US-bourdon  en-US     32000 Hz  streaming  default, loaded")
                    .contains("2 speakers, cannot be used: x.onnx is damaged");
            assertThat(new ClientRig(home()).run("voices", "--json").text()).isEqualTo(voices + "\n");
        }
    }

    @Test
    void pronunciation_comes_for_persons_and_for_programs() {
        String answer = """
                {"sentences":[{"text":"Dr. X","spoken":"doctor x","phonemes":"dɑktɚ","intonation":"falling","words":[{"text":"doctor",\
                "ipa":"dˈɑktɚ","origin":"user_lexicon"}]}]}""";
        try (var daemon = new FakeDaemon(home()).answers((_, wire) -> wire.result(answer))) {
            assertThat(new ClientRig(home()).run("pronounce", "Dr.", "X").text()).contains("spoken    doctor x").contains("doctor  dˈɑktɚ  user lexicon");
            assertThat(new ClientRig(home()).run("pronounce", "--json", "Dr. X").text()).isEqualTo(answer + "\n");
            assertThat(Json.string(Json.member(daemon.requests().getFirst(), "params"), "text")).contains("Dr. X");
        }
    }

    @Test
    void the_version_needs_no_daemon() {
        assertThat(new ClientRig(home()).run("--version").text()).matches("bourdon \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(home().path()).doesNotExist();
    }

    @Test
    void every_command_has_help_with_an_example_and_the_exit_codes() {
        for (String command : new String[] {"", "say ", "pronounce ", "voices ", "daemon ", "daemon start ", "daemon stop ", "daemon restart ", "daemon status ",
                "daemon health ", "daemon logs ", "daemon kill ", "daemon list ", "lease ", "completion ", "stress ", "service ", "service install ",
                "service uninstall ", "service status "}) {
            var ran = new ClientRig(home()).run((command + "--help").split(" "));

            assertThat(ran.code()).isZero();
            assertThat(ran.text()).as(command).contains("Usage: bourdon " + command.strip()).contains("Example").contains("  bourdon ");
        }
        assertThat(new ClientRig(home()).run("--help").text()).contains("Exit codes:").contains("  130  interrupted");
    }

    @Test
    void wrong_use_is_one_line_and_exit_code_2() {
        for (String line : new String[] {"nonsense", "daemon", "daemon dance", "service", "service dance", "voices --what", "say -o"}) {
            var ran = new ClientRig(home()).run(line.split(" "));

            assertThat(ran.code()).as(line).isEqualTo(2);
            assertThat(ran.err()).as(line).startsWith("bourdon: ").contains("--help").hasLineCount(1);
        }
    }

    @Test
    void the_home_follows_the_platforms_convention() {
        var user = Path.of("/u");

        assertThat(Home.of(Map.of(), "Linux", user).path()).hasToString("/u/.local/share/bourdon");
        assertThat(Home.of(Map.of("XDG_DATA_HOME", "/d"), "Linux", user).path()).hasToString("/d/bourdon");
        assertThat(Home.of(Map.of("XDG_DATA_HOME", "/d"), "Mac OS X", user).path()).hasToString("/u/Library/Application Support/Bourdon");
        assertThat(Home.of(Map.of("BOURDON_HOME", "/h"), "Linux", user).path()).hasToString("/h");
    }

    @Test
    void the_daemons_command_line_names_home_distribution_and_options() throws IOException {
        Path distribution = folder.resolve("d");
        Files.createDirectories(distribution.resolve("lib"));
        Files.writeString(distribution.resolve("lib/daemon.options"), "-Xmx96m", StandardCharsets.UTF_8);

        var command = new JavaDaemonStarter(distribution).command(home(), Lifetime.FOR_EVER);

        assertThat(command).containsSubsequence("@" + distribution.resolve("lib/daemon.options"), "-Dbourdon.home=" + home().path(),
                "-Dbourdon.distribution=" + distribution, "-cp", distribution.resolve("lib") + "/*", "org.bourdon.launcher.Main");
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process sleeper() {
        return shell("exec sleep 60");
    }

    private Process shell(String script) {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", script).start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
