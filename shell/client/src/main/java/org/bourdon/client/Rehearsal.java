package org.bourdon.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * Walks the usual ways once, against a counterpart of its own, so that the JVM can record which classes they take for its cache.
 * The daemon is not troubled with it.
 */
public final class Rehearsal {

    private static final byte[] SILENCE = new byte[640];

    private Rehearsal() {
    }

    /** @param arguments a folder to play in */
    public static void main(String[] arguments) throws IOException, ClientException {
        Main.surroundings().interruption().over();
        var home = new Home(Path.of(arguments[0]));
        home.create();
        Files.deleteIfExists(home.socket());
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(home.socket()));
            Thread.ofPlatform().daemon().start(() -> serve(server));
            var client = new Client(new Surroundings(Map.of(), home, System.in, Channels.newChannel(OutputStream.nullOutputStream()),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), Terminal.of(""), new JavaDaemonStarter(home.path()),
                    new Interruption()));
            for (int round = 0; round < 3; round++) {
                client.run("say", "A rehearsal.", "-o", home.path().resolve("rehearsal.wav").toString());
                client.run("say", "A rehearsal.", "-o", "-", "--raw");
                client.run("pronounce", "rehearsal");
                client.run("voices", "--json");
                client.run("voices");
                client.run("daemon", "status");
            }
        } finally {
            Files.deleteIfExists(home.socket());
            Files.deleteIfExists(home.path().resolve("rehearsal.wav"));
        }
    }

    private static void serve(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answer(client);
            } catch (IOException _) {
                // One of the two ends has closed: the rehearsal goes on with the next, or is over.
            }
        }
    }

    private static void answer(SocketChannel client) throws IOException {
        client.write(line("{\"jsonrpc\":\"2.0\",\"method\":\"hello\",\"params\":{\"version\":\"0\",\"pid\":0}}"));
        var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        byte[] request = lines.readLine().getBytes(StandardCharsets.UTF_8);
        JrsObject call = Json.object(request, 0, request.length);
        if (Json.string(call, "method").orElse("").equals("speak")) {
            client.write(line("{\"jsonrpc\":\"2.0\",\"method\":\"started\",\"params\":{\"request\":\"1\",\"voice\":\"none\",\"sample_rate\":32000,"
                    + "\"channels\":1,\"format\":\"s16le\"}}"));
            client.write(line("{\"jsonrpc\":\"2.0\",\"method\":\"mark\",\"params\":{\"request\":\"1\",\"sentence\":0,\"text\":\"\",\"at_sample\":0}}"));
            client.write(line("{\"jsonrpc\":\"2.0\",\"method\":\"audio\",\"params\":{\"request\":\"1\",\"payload_length\":" + SILENCE.length + "}}"));
            client.write(ByteBuffer.wrap(SILENCE));
            client.write(line("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"outcome\":\"done\",\"samples\":" + SILENCE.length / 2
                    + ",\"sentences\":1,\"ttfa_ms\":1.5,\"synthesis_ms\":2.5}}"));
        } else {
            client.write(line("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"voices\":[{\"name\":\"none\",\"default\":true,\"speakers\":[]}],"
                    + "\"sentences\":[{\"text\":\"a\",\"words\":[{\"text\":\"a\",\"ipa\":\"a\",\"origin\":\"dictionary\"}]}],\"uptime_ms\":1}}"));
        }
        lines.readLine();
    }

    private static ByteBuffer line(String json) {
        return StandardCharsets.UTF_8.encode(json + "\n");
    }
}
