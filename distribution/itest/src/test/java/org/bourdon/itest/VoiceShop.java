package org.bourdon.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

/** A server with a catalogue of one voice, laid out as the public repository is. */
public final class VoiceShop implements AutoCloseable {

    private final HttpServer server;

    private VoiceShop(HttpServer server) {
        this.server = server;
    }

    /**
     * @param key   such as {@code en_US-twin-medium}
     * @param model whose side file lies beside it
     */
    public static VoiceShop selling(String key, Path model) throws IOException {
        String folder = "en/en_US/twin/medium/";
        Map<String, byte[]> files = Map.of(folder + key + ".onnx", Files.readAllBytes(model),
                folder + key + ".onnx.json", Files.readAllBytes(model.resolveSibling(model.getFileName() + ".json")),
                folder + "MODEL_CARD", "# Model card for twin (medium)\n\n* License: Apache-2.0\n".getBytes(StandardCharsets.UTF_8));
        StringBuilder entries = new StringBuilder();
        files.forEach((path, content) -> entries.append(entries.isEmpty() ? "" : ",").append("\"%s\":{\"size_bytes\":%d,\"md5_digest\":\"%s\"}"
                .formatted(path, content.length, md5(content))));
        String catalogue = """
                {"%s":{"key":"%s","name":"twin","language":{"code":"en_US","family":"en","region":"US","name_native":"English","name_english":"English",\
                "country_english":"United States"},"quality":"medium","num_speakers":1,"speaker_id_map":{},"files":{%s},"aliases":[]}}"""
                .formatted(key, key, entries);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath().substring(1);
                byte[] content = path.equals("voices.json") ? catalogue.getBytes(StandardCharsets.UTF_8) : files.get(path);
                exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
                if (content != null) {
                    exchange.getResponseBody().write(content);
                }
            }
        });
        server.start();
        return new VoiceShop(server);
    }

    /** The catalogue's address. */
    public String catalogue() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/voices.json";
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
