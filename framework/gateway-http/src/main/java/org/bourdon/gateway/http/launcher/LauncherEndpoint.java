package org.bourdon.gateway.http.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.http.socket.SocketClient;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.bourdon.gateway.http.socket.SocketRoute;
import org.bourdon.gateway.launcher.LauncherClient;
import org.bourdon.gateway.launcher.LauncherClients;
import org.bourdon.gateway.launcher.LauncherSocket;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Launchers that bring their own audio, where they look for the daemon: at the root. */
@Component(service = SocketEndpoint.class)
@SocketRoute(path = "/")
public final class LauncherEndpoint implements SocketEndpoint {

    private final LauncherClients clients;

    @Activate
    public LauncherEndpoint(@Reference LauncherClients clients) {
        this.clients = clients;
    }

    @Override
    public SocketClient accept(ClientSocket socket) throws BourdonException {
        LauncherClient client = clients.connect(new Out(socket))
                .orElseThrow(() -> new BourdonException(ErrorCode.BUSY, "as many launchers are connected as the daemon allows"));
        return new In(client, socket);
    }

    private record Out(ClientSocket socket) implements LauncherSocket {

        @Override
        public void send(byte[] utf8) throws IOException {
            socket.text(utf8);
        }

        @Override
        public void close() {
            socket.close(ClientSocket.GOING_AWAY, "");
        }
    }

    private record In(LauncherClient client, ClientSocket socket) implements SocketClient {

        @Override
        public void text(String message) throws InterruptedException {
            if (message.length() > LauncherClient.LONGEST_MESSAGE) {
                client.tooLong();
                socket.close(ClientSocket.TOO_BIG, "a message has at most " + LauncherClient.LONGEST_MESSAGE + " characters");
                return;
            }
            client.text(message);
        }

        @Override
        public void binary(byte[] bytes) {
            client.binary();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
