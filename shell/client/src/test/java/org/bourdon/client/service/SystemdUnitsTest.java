package org.bourdon.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonCommandLine;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Home;
import org.bourdon.client.Interruption;
import org.bourdon.client.Programs;
import org.bourdon.client.Surroundings;
import org.bourdon.client.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service under a systemctl that is a script: it writes down what it is asked and answers from files. */
@Timeout(60)
class SystemdUnitsTest {

    private static final Path TEMPLATES = Path.of("../../distribution/assembly/src/service").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path programs;
    private Path distribution;
    private Path unitFolder;
    private int dismissals;

    @BeforeEach
    void begin() throws IOException {
        programs = Files.createDirectories(folder.resolve("programs"));
        unitFolder = folder.resolve("config/systemd/user");
        distribution = folder.resolve("a 100% \"good\" place");
        Files.createDirectories(distribution.resolve("lib"));
        Files.writeString(distribution.resolve("lib/daemon.options"), "-Xmx96m");
        Files.createDirectories(distribution.resolve("service"));
        for (String name : List.of("bourdon.service", "bourdon.socket", "org.bourdon.daemon.plist")) {
            Files.copy(TEMPLATES.resolve(name), distribution.resolve("service").resolve(name));
        }
        systemctl("""
                case "$*" in
                    *show*ActiveState*bourdon.socket) echo ActiveState=$(cat "$here/socket" 2>/dev/null || echo inactive) ;;
                    *show*UnitFileState*) echo UnitFileState=$(cat "$here/enabled" 2>/dev/null) ;;
                    *show*ActiveState*bourdon.service) echo ActiveState=inactive ;;
                    *enable*--now*) echo active >"$here/socket"; echo enabled >"$here/enabled" ;;
                    *disable*--now*) rm -f "$here/socket" "$here/enabled" ;;
                esac
                case "$*" in
                    *show*) ;;
                    *) echo "$*" >>"$here/asked" ;;
                esac
                """);
    }

    @Test
    void installing_writes_both_units_and_starts_the_socket() throws Exception {
        units().install(this::dismissed);

        assertThat(asked()).containsExactly("--user daemon-reload", "--user enable --now bourdon.socket");
        assertThat(dismissals).as("who ran in the folder gave way").isOne();
        assertThat(files()).containsExactlyInAnyOrder("bourdon.service", "bourdon.socket");
        assertThat(unitFolder.resolve("bourdon.socket")).content().contains("ListenStream=" + folder + "/a 5%% home/bourdon.sock\n").contains("SocketMode=0600");
        var state = units().state();
        assertThat(state.installed()).isTrue();
        assertThat(state.upToDate()).isTrue();
        assertThat(state.enabled()).isTrue();
        assertThat(state.active()).isTrue();
        assertThat(state.running()).isFalse();
        assertThat(state.problem()).isEmpty();
    }

    @Test
    void the_service_starts_what_a_client_starts_and_says_so_to_it() throws Exception {
        units().install(this::dismissed);

        String place = folder + "/a 100%% \\\"good\\\" place";
        assertThat(unitFolder.resolve("bourdon.service")).content()
                .contains("ExecStart=" + System.getProperty("java.home") + "/bin/java \\\n    \"@" + place + "/lib/daemon.options\" \\\n")
                .contains("    -Dbourdon.service=systemd \\\n").contains("    org.bourdon.launcher.Main\n").contains("    \"" + place + "/lib/*\" \\\n")
                .contains("Environment=\"BOURDON_HOME=" + folder + "/a 5%% home\"\nEnvironment=MALLOC_ARENA_MAX=2\n")
                .contains("Type=notify").contains("StandardInput=socket").doesNotContainPattern("@[A-Z_]+@");
    }

    @Test
    void installing_again_changes_nothing_and_lets_who_runs_run() throws Exception {
        units().install(this::dismissed);
        var written = Files.getLastModifiedTime(unitFolder.resolve("bourdon.service"));

        units().install(this::dismissed);

        assertThat(Files.getLastModifiedTime(unitFolder.resolve("bourdon.service"))).isEqualTo(written);
        assertThat(dismissals).isOne();
        assertThat(asked()).doesNotContain("--user stop bourdon.socket bourdon.service");
    }

    @Test
    void installing_over_an_older_one_stops_that_first() throws Exception {
        units().install(this::dismissed);
        Files.writeString(unitFolder.resolve("bourdon.service"), "[Service]\n");
        assertThat(units().state().upToDate()).isFalse();

        units().install(this::dismissed);

        assertThat(asked()).endsWith("--user daemon-reload", "--user stop bourdon.socket bourdon.service", "--user enable --now bourdon.socket");
        assertThat(units().state().upToDate()).isTrue();
    }

    @Test
    void uninstalling_removes_all_of_it_and_again_is_no_error() throws Exception {
        units().install(this::dismissed);
        Path wanted = Files.createDirectories(unitFolder.resolve("sockets.target.wants")).resolve("bourdon.socket");
        Files.createSymbolicLink(wanted, unitFolder.resolve("bourdon.socket"));

        assertThat(units().uninstall()).isTrue();

        assertThat(files()).containsExactly("sockets.target.wants");
        assertThat(Files.isSymbolicLink(wanted)).isFalse();
        assertThat(asked()).endsWith("--user disable --now bourdon.service bourdon.socket", "--user daemon-reload");
        assertThat(units().uninstall()).isFalse();
        assertThat(units().state().installed()).isFalse();
        assertThat(home().path()).as("the runtime folder stays").exists();
    }

    @Test
    void without_systemctl_nothing_is_written_and_the_way_without_is_named() throws IOException {
        Files.delete(programs.resolve("systemctl"));

        assertThatThrownBy(() -> units().install(this::dismissed)).isInstanceOf(ClientException.class).hasMessageContaining("no systemctl on the PATH")
                .hasMessageContaining("bourdon daemon start").extracting(failure -> ((ClientException) failure).code()).isEqualTo(ExitCode.DAEMON_GONE);

        assertThat(unitFolder).doesNotExist();
    }

    @Test
    void a_manager_that_is_not_there_is_one_line_that_says_where_the_units_are() throws Exception {
        systemctl("echo 'Failed to connect to bus: No medium found' >&2; exit 1");

        assertThatThrownBy(() -> units().install(this::dismissed)).hasMessage("the units are in " + unitFolder + ", but 'systemctl --user daemon-reload' fails: "
                + "Failed to connect to bus: No medium found; log in as this user in a session of its own (not through su or sudo), "
                + "or let 'loginctl enable-linger' start its manager, and try again");
        assertThat(dismissals).as("nothing has been started instead of who runs").isZero();
        var state = units().state();
        assertThat(state.installed()).isTrue();
        assertThat(state.active()).isFalse();
        assertThat(state.problem().orElseThrow()).contains("No medium found");

        assertThatThrownBy(() -> units().uninstall()).hasMessageStartingWith("the units are removed, but 'systemctl --user disable");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/systemd"), "a file in the way");

        assertThatThrownBy(() -> units().install(this::dismissed)).isInstanceOf(ClientException.class).hasMessageStartingWith("cannot write " + unitFolder)
                .extracting(failure -> ((ClientException) failure).code()).isEqualTo(ExitCode.OUTPUT);
    }

    @Test
    void systemd_itself_finds_nothing_wrong_with_the_units() throws Exception {
        var analyze = Programs.find("systemd-analyze", System.getenv());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(analyze).as("systemd-analyze, which the build machine is to have").isPresent();
        }
        assumeTrue(analyze.isPresent(), "no systemd-analyze on this machine");
        units().install(this::dismissed);

        var builder = new ProcessBuilder(analyze.get().toString(), "verify", "--user", unitFolder.resolve("bourdon.service").toString(),
                unitFolder.resolve("bourdon.socket").toString()).redirectErrorStream(true).redirectOutput(folder.resolve("verified").toFile());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Process process = builder.start();

        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(folder.resolve("verified"))).filteredOn(line -> line.contains("bourdon")).isEmpty();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("verified"))).isZero();
    }

    private void dismissed() {
        dismissals++;
    }

    private SystemdUnits units() {
        Map<String, String> variables = Map.of("PATH", programs.toString(), "XDG_CONFIG_HOME", folder.resolve("config").toString());
        var surroundings = new Surroundings(variables, home(), InputStream.nullInputStream(),
                Channels.newChannel(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()), Terminal.of(""), (_, _) -> {
                    throw new ClientException(ExitCode.DAEMON_GONE, "this test starts no daemon");
                }, new Interruption());
        return new SystemdUnits(surroundings, DaemonCommandLine.inThisJvm(distribution));
    }

    private Home home() {
        return new Home(folder.resolve("a 5% home"));
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(programs.resolve("asked"));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(unitFolder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void systemctl(String body) throws IOException {
        Path script = programs.resolve("systemctl");
        Files.writeString(script, "#!/bin/bash\nPATH=/usr/bin:/bin\nhere=${0%/*}\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
