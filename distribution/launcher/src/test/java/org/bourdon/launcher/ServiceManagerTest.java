package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServiceManagerTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_message_arrives_at_a_path_and_at_an_abstract_name() throws Exception {
        for (String address : List.of(folder.resolve("notify").toString(), "@bourdon-test-" + ProcessHandle.current().pid())) {
            try (var manager = new DatagramReceiver(address)) {
                new NotifySocket(address).send("READY=1\nSTATUS=Grüße");

                assertThat(manager.receive()).as(address).isEqualTo("READY=1\nSTATUS=Grüße");
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_manager_that_is_gone_is_an_error_and_no_more() throws Exception {
        var notify = new NotifySocket(folder.resolve("nobody").toString());

        assertThatThrownBy(() -> notify.send("READY=1")).isInstanceOf(IOException.class).hasMessageContaining("sendto failed");
    }

    @Test
    void an_address_of_another_kind_is_refused() {
        for (String address : List.of("", "@", "relative", "vsock:2:1", "/" + "x".repeat(200))) {
            assertThatThrownBy(() -> new NotifySocket(address)).as(address).isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_watchdog_is_kept_only_by_the_process_it_is_meant_for() {
        String own = Long.toString(ProcessHandle.current().pid());

        assertThat(ServiceManager.watchdog(Map.of("WATCHDOG_USEC", "60000000", "WATCHDOG_PID", own))).contains(Duration.ofSeconds(60));
        assertThat(ServiceManager.watchdog(Map.of("WATCHDOG_USEC", "60000000"))).contains(Duration.ofSeconds(60));
        assertThat(ServiceManager.watchdog(Map.of("WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "1"))).isEmpty();
        assertThat(ServiceManager.watchdog(Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
        assertThat(ServiceManager.watchdog(Map.of())).isEmpty();
    }

    @Test
    void somebody_opens_nobody_opens_or_there_is_no_door() throws Exception {
        Path socket = folder.resolve("bourdon.sock");
        var door = new Doorbell(socket);
        assertThatThrownBy(() -> door.isAnswered(Duration.ofSeconds(1))).as("no socket").isInstanceOf(IOException.class);

        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), 1)) {
            assertThat(door.isAnswered(Duration.ofMillis(50))).as("a socket that nobody serves").isFalse();
            try (var _ = server.accept()) {
                var greeter = Thread.ofVirtual().start(() -> greetNext(server));
                assertThat(door.isAnswered(Duration.ofSeconds(20))).as("a socket that is served").isTrue();
                greeter.join();
            }
            fill(socket);
            assertThatThrownBy(() -> door.isAnswered(Duration.ofSeconds(20))).as("a socket with as many clients as may wait").isInstanceOf(IOException.class);
        }
    }

    private static void fill(Path socket) {
        assertThatThrownBy(() -> {
            for (int i = 0; i < 8; i++) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                client.configureBlocking(false);
                client.connect(UnixDomainSocketAddress.of(socket));
            }
        }).isInstanceOf(IOException.class);
    }

    private static void greetNext(ServerSocketChannel server) {
        try (var client = server.accept()) {
            client.write(ByteBuffer.wrap(new byte[] {'{'}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
