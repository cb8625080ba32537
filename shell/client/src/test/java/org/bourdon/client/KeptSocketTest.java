package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.bourdon.client.service.SystemdUnits;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@EnabledOnOs(OS.LINUX)
class KeptSocketTest {

    @TempDir
    Path folder;

    @Test
    void it_is_neither_called_by_who_only_asks_nor_taken_for_a_trace() throws Exception {
        var home = home();
        Files.createFile(home.lock());
        Files.writeString(home.pidFile(), "2147483647");
        try (var kept = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(home.socket()))) {
            kept.configureBlocking(false);

            var list = run("daemon", "list");
            var stopped = run("daemon", "stop");
            var status = run("daemon", "status");
            var health = run("daemon", "health");

            assertThat(list.text()).as("a pid file that lies about").contains("crashed");
            assertThat(stopped.code()).as(stopped.err()).isZero();
            assertThat(status.code()).as(status.err()).isEqualTo(4);
            assertThat(health.code()).as(health.err()).isEqualTo(1);
            assertThat(kept.accept()).as("who called, and would have started a daemon").isNull();
            assertThat(home.socket()).exists();
            assertThat(home.pidFile()).as("a dead daemon's").doesNotExist();
            assertThat(run("daemon", "list").text()).contains("not running");
        }
        assertThat(new KeptSocket(surroundings()).startsDaemon()).as("the manager is gone").isFalse();
        assertThat(new Resident(home).hasLeftTraces()).isTrue();
    }

    @Test
    void it_is_called_by_who_speaks() throws Exception {
        try (var _ = new FakeDaemon(home()).speaks(new byte[64])) {
            Files.delete(home().pidFile());
            assertThat(new KeptSocket(surroundings()).startsDaemon()).as("nobody's pid file lies there").isTrue();

            var ran = run("say", "Hello.", "-o", "-", "--raw");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).hasSize(64);
        }
    }

    @Test
    void a_socket_of_another_home_is_not_it() throws Exception {
        try (var _ = new FakeDaemon(home())) {
            Files.writeString(unit(), "[Socket]\nListenStream=/somewhere/else/bourdon.sock\n");

            assertThat(new KeptSocket(surroundings()).startsDaemon()).isFalse();
        }
    }

    private ClientRig.Ran run(String... arguments) throws ClientException {
        return new ClientRig(home()).with("XDG_CONFIG_HOME", folder.toString()).run(arguments);
    }

    private Surroundings surroundings() throws ClientException {
        return new Surroundings(Map.of("XDG_CONFIG_HOME", folder.toString()), home(), InputStream.nullInputStream(),
                Channels.newChannel(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()), Terminal.of(""), (_, _) -> {
                    throw new ClientException(ExitCode.DAEMON_GONE, "this test starts no daemon");
                }, new Interruption());
    }

    private Home home() throws ClientException {
        var home = new Home(folder.resolve("my höme"));
        home.create();
        return home;
    }

    @BeforeEach
    void install() throws Exception {
        Files.createDirectories(unit().getParent());
        Files.writeString(unit(), "[Socket]\n" + SystemdUnits.listensOn(home()) + "\n");
    }

    private Path unit() {
        return folder.resolve("systemd/user/bourdon.socket");
    }
}
