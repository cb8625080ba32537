package org.bourdon.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonCommandLine;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Home;
import org.bourdon.client.Interruption;
import org.bourdon.client.Surroundings;
import org.bourdon.client.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent under a launchctl that is a script. */
@Timeout(60)
class LaunchdAgentTest {

    private static final Path TEMPLATES = Path.of("../../distribution/assembly/src/service").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path programs;
    private Path distribution;
    private String service;
    private int dismissals;

    @BeforeEach
    void begin() throws IOException {
        programs = Files.createDirectories(folder.resolve("programs"));
        distribution = folder.resolve("yours & <mine>");
        Files.createDirectories(distribution.resolve("lib"));
        Files.createDirectories(distribution.resolve("service"));
        Files.copy(TEMPLATES.resolve("org.bourdon.daemon.plist"), distribution.resolve("service/org.bourdon.daemon.plist"));
        service = "gui/" + Files.getAttribute(folder, "unix:uid") + "/org.bourdon.daemon";
        launchctl("""
                case $1 in
                    print) [[ -e $here/loaded ]] || exit 113; printf '\\tstate = running\\n' ;;
                    bootstrap) touch "$here/loaded"; echo "$*" >>"$here/asked" ;;
                    bootout) rm "$here/loaded"; echo "$*" >>"$here/asked" ;;
                esac
                """);
    }

    @Test
    void installing_writes_a_well_formed_agent_and_loads_it() throws Exception {
        agent().install(this::dismissed);

        assertThat(asked()).containsExactly("bootstrap " + service.substring(0, service.lastIndexOf('/')) + " " + file());
        assertThat(dismissals).isOne();
        var builder = DocumentBuilderFactory.newInstance();
        builder.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var strings = builder.newDocumentBuilder().parse(file().toFile()).getElementsByTagName("string");
        assertThat(IntStream.range(0, strings.getLength()).mapToObj(i -> strings.item(i).getTextContent()))
                .contains("org.bourdon.daemon", "-Dbourdon.distribution=" + distribution, "-Dbourdon.service=launchd", "org.bourdon.launcher.Main",
                        home().path().toString());
        var state = agent().state();
        assertThat(state.installed() && state.upToDate() && state.enabled() && state.active() && state.running()).as("%s", state).isTrue();
    }

    @Test
    void installing_again_lets_who_runs_run_and_a_new_agent_replaces_it() throws Exception {
        agent().install(this::dismissed);
        agent().install(this::dismissed);
        assertThat(asked()).hasSize(1);

        Files.writeString(file(), "<plist/>");
        agent().install(this::dismissed);

        assertThat(asked()).hasSize(3).contains("bootout " + service);
        assertThat(agent().state().upToDate()).isTrue();
    }

    @Test
    void uninstalling_removes_it_and_again_is_no_error() throws Exception {
        agent().install(this::dismissed);

        assertThat(agent().uninstall()).isTrue();

        assertThat(file()).doesNotExist();
        assertThat(asked()).endsWith("bootout " + service);
        assertThat(agent().uninstall()).isFalse();
        assertThat(agent().state().active()).isFalse();
    }

    @Test
    void an_agent_that_cannot_be_loaded_is_one_line() throws Exception {
        launchctl("""
                echo 'Bootstrap failed: 125: Domain does not support specified action' >&2
                exit 125
                """);

        assertThatThrownBy(() -> agent().install(this::dismissed)).isInstanceOf(ClientException.class)
                .hasMessageContaining("125: Domain does not support specified action").hasMessageNotContaining("\n");
    }

    private void dismissed() {
        dismissals++;
    }

    private LaunchdAgent agent() {
        var surroundings = new Surroundings(Map.of("PATH", programs.toString()), home(), InputStream.nullInputStream(),
                Channels.newChannel(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()), Terminal.of(""), (_, _) -> {
                    throw new ClientException(ExitCode.DAEMON_GONE, "this test starts no daemon");
                }, new Interruption());
        return new LaunchdAgent(surroundings, DaemonCommandLine.inThisJvm(distribution), folder);
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    private Path file() {
        return folder.resolve("Library/LaunchAgents/org.bourdon.daemon.plist");
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(programs.resolve("asked"));
    }

    private void launchctl(String body) throws IOException {
        Path script = programs.resolve("launchctl");
        Files.writeString(script, "#!/bin/bash\nPATH=/usr/bin:/bin\nhere=${0%/*}\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
