package org.bourdon.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** Listens on a real socket and says what a test tells it to say. */
public final class FakeDaemon implements AutoCloseable {

    static final int RATE = 32_000;

    /** What it answers to a request: the lines and bytes come out in this order. */
    @FunctionalInterface
    public interface Script {
        void play(JrsObject request, Wire wire) throws IOException;
    }

    /** The daemon's end of a connection. */
    public static final class Wire {

        private final OutputStream out;
        private final SocketChannel channel;

        Wire(SocketChannel channel) {
            this.channel = channel;
            this.out = Channels.newOutputStream(channel);
        }

        Wire line(String json) throws IOException {
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Wire bytes(byte[] raw) throws IOException {
            out.write(raw);
            return this;
        }

        Wire started() throws IOException {
            return started("");
        }

        Wire startedIn(String format) throws IOException {
            return started("", format);
        }

        Wire startedInstead(String why) throws IOException {
            return started(",\"fallback\":\"" + why + "\"");
        }

        private Wire started(String more) throws IOException {
            return started(more, "s16le");
        }

        private Wire started(String more, String format) throws IOException {
            return line("""
                    {"jsonrpc":"2.0","method":"started","params":{"request":"1","session":"s1","voice":"en_US-bourdon","engine":"onnx",\
                    "sample_rate":%d,"channels":1,"format":"%s"%s}}""".formatted(RATE, format, more));
        }

        Wire mark(int sentence) throws IOException {
            return line("""
                    {"jsonrpc":"2.0","method":"mark","params":{"request":"1","session":"s1","sentence":%d,"text":"…","at_sample":0}}"""
                    .formatted(sentence));
        }

        Wire audio(byte[] pcm) throws IOException {
            line("""
                    {"jsonrpc":"2.0","method":"audio","params":{"request":"1","session":"s1","payload_length":%d}}""".formatted(pcm.length));
            out.write(pcm);
            return this;
        }

        Wire head(byte[] bytes) throws IOException {
            line("""
                    {"jsonrpc":"2.0","method":"head","params":{"request":"1","session":"s1","payload_length":%d}}""".formatted(bytes.length));
            out.write(bytes);
            return this;
        }

        Wire done(long samples) throws IOException {
            return line("""
                    {"jsonrpc":"2.0","id":"1","result":{"outcome":"done","samples":%d,"sentences":1,"ttfa_ms":4.2,"synthesis_ms":17.0}}"""
                    .formatted(samples));
        }

        Wire result(String result) throws IOException {
            return line("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":" + result + "}");
        }

        Wire error(int code, String name, String message) throws IOException {
            return line("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":%d,\"message\":\"%s\",\"data\":{\"error\":\"%s\"}}}"
                    .formatted(code, message, name));
        }

    public     void die() throws IOException {
            channel.close();
        }
    }

    private final ServerSocketChannel server;
    private final Path socket;
    private final Path pidFile;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final Map<String, Script> byMethod = new ConcurrentHashMap<>();
    private final List<JrsObject> requests = new CopyOnWriteArrayList<>();
    private volatile String greeting;

    public FakeDaemon(Home home) {
        try {
            home.create();
            socket = home.socket();
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            pidFile = home.pidFile();
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
        } catch (IOException | ClientException e) {
            throw new IllegalStateException("a fake daemon cannot listen in " + home.path(), e);
        }
        greeting = hello(ProcessHandle.current().pid());
        Thread.ofVirtual().start(this::accept);
    }

    public static String hello(long pid) {
        return """
                {"jsonrpc":"2.0","method":"hello","params":{"version":"0.1.0","protocol":1,"session":"s1","pid":%d,"home":"/",\
                "default_voice":"en_US-bourdon","capabilities":["speak"]}}""".formatted(pid);
    }

    public FakeDaemon greets(String line) {
        greeting = line;
        return this;
    }

    /** One script a request, in order; the last one stays. */
    public FakeDaemon answers(Script script) {
        scripts.add(script);
        return this;
    }

    /** Every request of this method is answered like this. */
    FakeDaemon on(String method, Script script) {
        byMethod.put(method, script);
        return this;
    }

    FakeDaemon on(String method, String result) {
        return on(method, (_, wire) -> wire.result(result));
    }

    FakeDaemon speaks(byte[]... pieces) {
        return answers((_, wire) -> {
            long bytes = 0;
            wire.started().mark(0);
            for (byte[] piece : pieces) {
                wire.audio(piece);
                bytes += piece.length;
            }
            wire.done(bytes / 2);
        });
    }

    public List<JrsObject> requests() {
        return requests;
    }

    /** The methods that were asked for, in their order. */
    List<String> methods() {
        return requests.stream().map(request -> Json.string(request, "method").orElse("")).toList();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            var wire = new Wire(client);
            wire.line(greeting);
            var in = Channels.newInputStream(client);
            var line = new ByteArrayOutputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    JrsObject request = Json.object(line.toByteArray(), 0, line.size());
                    line.reset();
                    requests.add(request);
                    String method = Json.string(request, "method").orElse("");
                    if (byMethod.containsKey(method)) {
                        byMethod.get(method).play(request, wire);
                    } else if (!method.equals("cancel")) {
                        (scripts.size() > 1 ? scripts.poll() : scripts.element()).play(request, wire);
                    }
                } else {
                    line.write(read);
                }
            }
        } catch (IOException _) {
            // The client has left, or the script closed the connection.
        }
    }

    @Override
    public void close() {
        leave();
    }

    /** As one that was killed: the socket stays and nobody is behind it. */
    void stopListening() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void leave() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
