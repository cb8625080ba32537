package org.bourdon.gateway.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EntranceTest {

    @TempDir
    Path folder;

    @Test
    void an_own_socket_replaces_a_stale_one_is_private_and_goes_when_closed() throws Exception {
        Files.createFile(socket());
        var entrance = OwnEntrance.bind(socket());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket()))).isEqualTo("rw-------");
        greet(entrance);
        entrance.close();

        assertThat(socket()).doesNotExist();
        assertThatThrownBy(entrance::accept).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void a_kept_socket_stays_when_closed_and_who_comes_meanwhile_is_let_in_by_the_next() throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()))) {
            var first = KeptEntrance.over(server);
            greet(first);
            first.close();
            assertThat(socket()).exists();
            assertThatThrownBy(first::accept).isInstanceOf(ClosedChannelException.class);

            try (var waiting = SocketChannel.open(address()); var second = KeptEntrance.over(server); var client = second.accept()) {
                client.write(ByteBuffer.wrap(new byte[] {7}));
                assertThat(firstByte(waiting)).isEqualTo(7);
                greet(second);
            }
        }
    }

    @Test
    void closing_a_kept_socket_calls_back_who_waits_in_accept() throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var entrance = KeptEntrance.over(server);
            var ended = threads.submit(() -> {
                assertThatThrownBy(entrance::accept).isInstanceOf(ClosedChannelException.class);
                return true;
            });

            entrance.close();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void standard_input_that_is_no_socket_is_not_taken_for_one() throws Exception {
        assertThat(KeptEntrance.inherited(socket())).isEmpty();
    }

    private void greet(Entrance entrance) throws Exception {
        var accepted = CompletableFuture.supplyAsync(() -> {
            try (var client = entrance.accept()) {
                assertThat(client.isBlocking()).as("its streams may be read as any other client's").isTrue();
                return client.write(ByteBuffer.wrap(new byte[] {42}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (var client = SocketChannel.open(address())) {
            assertThat(firstByte(client)).isEqualTo(42);
        }
        assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    private static int firstByte(SocketChannel client) throws IOException {
        var bytes = ByteBuffer.allocate(1);
        assertThat(client.read(bytes)).isEqualTo(1);
        return bytes.get(0);
    }

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket());
    }

    private Path socket() {
        return folder.resolve("bourdon.sock");
    }
}
