package org.bourdon.client.catalogue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Serves files as the public voices repository does, catalogue included, and misbehaves when it is told to. */
final class VoiceServer implements AutoCloseable {

    /** What it does instead of giving the file. */
    @FunctionalInterface
    interface Trick {
        void play(HttpExchange exchange, byte[] content) throws IOException;
    }

    static final String CARD = """
            # Model card for alba (medium)

            * Language: en_GB (English, Great Britain)
            * Speakers: 1
            * Samplerate: 22,050Hz

            ## Dataset

            * URL: https://example.org/alba
            * License: https://creativecommons.org/licenses/by/4.0/
            """;
    static final String SIDE = """
            {"audio":{"sample_rate":22050,"quality":"medium"},"espeak":{"voice":"en-gb"},"num_symbols":256,"num_speakers":1,\
            "phoneme_id_map":{"_":[0],"^":[1],"$":[2]},"language":{"code":"en_GB"}}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("voice-server-", 0).factory());
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Queue<Trick>> tricks = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private volatile boolean ranges = true;

    VoiceServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }

    String catalogue() {
        return at("repo/voices.json").toString();
    }

    VoiceServer offering(String path, byte[] content) {
        files.put("/" + path, content);
        return this;
    }

    VoiceServer offering(String path, String content) {
        return offering(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A voice of one speaker with the repository's usual files. */
    VoiceServer offeringVoice(String key, byte[] model) {
        String[] parts = key.split("-");
        String folder = parts[0].substring(0, 2) + "/" + parts[0] + "/" + parts[1] + "/" + parts[2] + "/";
        offering("repo/" + folder + key + ".onnx", model);
        offering("repo/" + folder + key + ".onnx.json", SIDE);
        offering("repo/" + folder + "MODEL_CARD", CARD);
        String native_ = parts[0].startsWith("de") ? "Deutsch" : "English";
        String english = parts[0].startsWith("de") ? "German" : "English";
        return entry("""
                "%s":{"key":"%s","name":"%s","language":{"code":"%s","family":"%s","region":"%s","name_native":"%s","name_english":"%s",\
                "country_english":"%s"},"quality":"%s","num_speakers":1,"speaker_id_map":{},"files":{%s,%s,%s},"aliases":["%s-low"]}"""
                .formatted(key, key, parts[1], parts[0], parts[0].substring(0, 2), parts[0].substring(3), native_, english,
                        parts[0].startsWith("de") ? "Germany" : "Great Britain", parts[2], file(folder + key + ".onnx", model),
                        file(folder + key + ".onnx.json", SIDE.getBytes(StandardCharsets.UTF_8)), file(folder + "MODEL_CARD", CARD.getBytes(StandardCharsets.UTF_8)),
                        parts[0].substring(0, 2) + "-" + parts[1]));
    }

    VoiceServer entry(String json) {
        entries.add(json);
        return offering("repo/voices.json", "{" + String.join(",", entries) + "}");
    }

    static String file(String path, byte[] content) {
        return file(path, content.length, hex("MD5", content));
    }

    static String file(String path, long bytes, String md5) {
        return "\"%s\":{\"size_bytes\":%d,\"md5_digest\":\"%s\"}".formatted(path, bytes, md5);
    }

    static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    VoiceServer withoutRanges() {
        ranges = false;
        return this;
    }

    /** The next requests for what ends like this are treated so, one trick each. */
    VoiceServer tricking(String ending, Trick... plays) {
        tricks.computeIfAbsent(ending, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(plays));
        return this;
    }

    static Trick status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    /** Begins as if all of it were to come, and hangs up after so many bytes. */
    static Trick cutOffAfter(int bytes) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("ETag", tag(content));
            exchange.sendResponseHeaders(200, content.length);
            OutputStream out = exchange.getResponseBody();
            out.write(content, 0, bytes);
            out.flush();
            throw new IOException("hanging up");
        };
    }

    static Trick redirecting(String to) {
        return (exchange, _) -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    static String tag(byte[] content) {
        return "\"" + hex("SHA-256", content).substring(0, 12) + "\"";
    }

    /** Each as {@code path} or {@code path from N}. */
    List<String> requests() {
        return requests;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " from " + range.replaceAll("\\D", "")));
            byte[] content = files.get(path);
            for (var trick : tricks.entrySet()) {
                if (path.endsWith(trick.getKey()) && !trick.getValue().isEmpty()) {
                    trick.getValue().poll().play(exchange, content);
                    return;
                }
            }
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (tag(content).equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, content, range);
            }
        }
    }

    private void send(HttpExchange exchange, byte[] content, String range) throws IOException {
        int from = 0;
        if (range != null && ranges && tag(content).equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.getResponseHeaders().set("ETag", tag(content));
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from == 0 ? -1 : content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
