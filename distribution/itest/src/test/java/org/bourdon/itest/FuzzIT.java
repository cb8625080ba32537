package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.bourdon.itest.fuzz.BodyFuzz;
import org.bourdon.itest.fuzz.Chance;
import org.bourdon.itest.fuzz.Corpus;
import org.bourdon.itest.fuzz.LineFuzz;
import org.bourdon.itest.fuzz.RequestFuzz;
import org.bourdon.itest.fuzz.SocketFuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A real daemon under inputs that no well-meant client sends: it answers or hangs up, keeps nothing of them, and speaks afterwards. A seed that
 * failed is tried again with {@code -Dbourdon.fuzz.seed=N}.
 */
class FuzzIT {

    private static final int MANY = Integer.getInteger("bourdon.fuzz.inputs", 20_000);
    private static final int A_MILLION = 1_000_000;
    private static final int CLIENTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MOST_GROWTH_BYTES = 160L << 20;

    @RegisterExtension
    static final DaemonExtension DAEMON = DaemonExtension.withHttp();

    @Test
    void lines_on_the_unix_socket() throws Exception {
        lines(MANY);
    }

    @Test
    void requests_and_bodies_of_http() throws Exception {
        requests(MANY);
    }

    @Test
    void frames_and_messages_of_websockets() throws Exception {
        frames(MANY);
    }

    @Test
    @Tag("soak")
    void a_million_lines_on_the_unix_socket() throws Exception {
        lines(A_MILLION);
    }

    @Test
    @Tag("soak")
    void a_million_requests_and_bodies_of_http() throws Exception {
        requests(A_MILLION);
    }

    @Test
    @Tag("soak")
    void a_million_frames_and_messages_of_websockets() throws Exception {
        frames(A_MILLION);
    }

    private static void lines(int inputs) throws Exception {
        survives("lines", inputs, (chance, share) -> new LineFuzz(DAEMON.get().home().socket(), chance).run(share));
    }

    /** Three in five are whole requests as bytes, the others proper ones with strange bodies. */
    private static void requests(int inputs) throws Exception {
        List<Socket> slow = slowOnes();
        survives("requests", inputs, (chance, share) -> {
            new RequestFuzz(address(), chance).run(share * 3 / 5);
            new BodyFuzz(DAEMON.get().http(), chance).run(share * 2 / 5);
        });
        for (Socket one : slow) {
            one.close();
        }
    }

    /** Who never says the whole of it, and costs the others nothing. */
    private static List<Socket> slowOnes() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (String begun : List.of("", "G", "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", "GET /ws HTTP/1.1\r\nHost")) {
            Socket socket = new Socket();
            socket.connect(address());
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }
        return slow;
    }

    private static void frames(int inputs) throws Exception {
        survives("frames", inputs, (chance, share) -> {
            new SocketFuzz(address(), "/ws", Corpus.NATIVE, chance).run(share * 2 / 5);
            new SocketFuzz(address(), "/v1/audio/speech/stream", Corpus.STREAM, chance).run(share * 3 / 10);
            SocketFuzz launcher = new SocketFuzz(address(), "/", Corpus.LAUNCHER, chance);
            if (launcher.isServed()) {
                launcher.run(share * 3 / 10);
            }
        });
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(DAEMON.get().http().getHost(), DAEMON.get().http().getPort());
    }

    private interface Fuzz {
        void run(Chance chance, int inputs) throws Exception;
    }

    private static void survives(String what, int inputs, Fuzz fuzz) throws Exception {
        long seed = Long.getLong("bourdon.fuzz.seed", System.nanoTime());
        String replay = "-Dbourdon.fuzz.seed=" + seed + " -Dbourdon.fuzz.inputs=" + inputs;
        int logged = DAEMON.get().log().length();
        long before = DAEMON.get().residentBytes();
        long begin = System.nanoTime();
        Chance chance = new Chance(seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Chance own = chance.split();
                Callable<Void> client = () -> {
                    fuzz.run(own, inputs / CLIENTS);
                    return null;
                };
                clients.add(threads.submit(client));
            }
            for (Future<Void> client : clients) {
                client.get(6, TimeUnit.HOURS);
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(what + ", " + replay + ": " + e.getCause().getMessage(), e.getCause());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Await.until("nobody but us is there any more; " + replay, PATIENCE, FuzzIT::isAlone, () -> status().toPrettyString());
        String log = DAEMON.get().log().substring(logged);
        long after = DAEMON.get().residentBytes();
        System.out.printf("fuzz: %,d %s in %.1f s, seed %d; resident MB before %d, after %d%n", inputs, what, seconds, seed, before >> 20, after >> 20);

        assertThat(log.lines().filter(line -> line.contains(" ERROR ") || line.contains("nexpected") || line.startsWith("\tat "))).as("in the log; %s", replay)
                .isEmpty();
        assertThat(after - before).as("bytes that it grew by; %s", replay).isLessThan(MOST_GROWTH_BYTES);
        try (NativeClient client = DAEMON.connect()) {
            assertThat(client.say("Still speaking.").outcome()).as("after %s", replay).isEqualTo("done");
        }
    }

    private static boolean isAlone() throws Exception {
        JsonNode status = DAEMON.get().status();
        return status.path("sessions").asInt() == 1 && status.at("/requests/active").asInt() == 0 && status.path("leases").asInt() == 0;
    }

    private static JsonNode status() {
        try {
            return DAEMON.get().status();
        } catch (java.io.IOException | NativeError e) {
            throw new AssertionError(e);
        }
    }
}
