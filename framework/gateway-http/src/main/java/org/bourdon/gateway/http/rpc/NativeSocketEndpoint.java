package org.bourdon.gateway.http.rpc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.bourdon.daemon.Daemon;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.http.socket.SocketClient;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.bourdon.gateway.http.socket.SocketRoute;
import org.bourdon.gateway.rpc.Frame;
import org.bourdon.gateway.rpc.RpcConnection;
import org.bourdon.gateway.rpc.Wire;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The native API on a WebSocket: each message a text frame, its payload a binary frame after it. */
@Component(service = SocketEndpoint.class)
@SocketRoute(path = "/ws")
public final class NativeSocketEndpoint implements SocketEndpoint {

    private final SpeechService speech;
    private final Daemon daemon;
    private final SoundFormats formats;

    @Activate
    public NativeSocketEndpoint(@Reference SpeechService speech, @Reference Daemon daemon, @Reference SoundFormats formats) {
        this.speech = speech;
        this.daemon = daemon;
        this.formats = formats;
    }

    @Override
    public SocketClient accept(ClientSocket socket) throws BourdonException, InterruptedException {
        RpcConnection connection = RpcConnection.open("websocket", speech, daemon, formats, new SocketWire(socket), Thread::startVirtualThread, Optional.empty())
                .orElseThrow(() -> new BourdonException(ErrorCode.BUSY, "refused"));
        return new NativeClient(connection, socket);
    }

    private record SocketWire(ClientSocket socket) implements Wire {

        @Override
        public void write(List<Frame> frames) throws java.io.IOException {
            for (Frame frame : frames) {
                socket.text(frame.json());
                if (frame.payload().length > 0) {
                    socket.binary(frame.payload());
                }
            }
        }

        @Override
        public void close() {
            socket.close(ClientSocket.GOING_AWAY, "");
        }
    }

    private static final class NativeClient implements SocketClient {

        private final RpcConnection connection;
        private final ClientSocket socket;
        /** Bytes that the next message has to bring, in one binary frame. */
        private int announced;

        NativeClient(RpcConnection connection, ClientSocket socket) {
            this.connection = connection;
            this.socket = socket;
        }

        @Override
        public void text(String message) throws InterruptedException {
            if (announced > 0) {
                socket.close(ClientSocket.POLICY_VIOLATION, "a binary frame of " + announced + " bytes was announced");
                return;
            }
            byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
            if (utf8.length > RpcConnection.LONGEST_MESSAGE) {
                connection.tooLong();
                socket.close(ClientSocket.TOO_BIG, "a message is at most " + RpcConnection.LONGEST_MESSAGE + " bytes long");
                return;
            }
            announced = connection.receive(utf8, utf8.length);
            if (announced == RpcConnection.LOST) {
                socket.close(ClientSocket.POLICY_VIOLATION, "the announced payload is not valid");
            }
        }

        @Override
        public void binary(byte[] bytes) throws InterruptedException {
            if (bytes.length != announced || announced == 0) {
                socket.close(ClientSocket.POLICY_VIOLATION, announced > 0 ? bytes.length + " bytes came where " + announced + " were announced"
                        : "no message has announced these bytes");
                return;
            }
            announced = 0;
            connection.receivePayload(bytes);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
