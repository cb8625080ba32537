package org.bourdon.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A request of the test's making, and what was answered. */
public final class FakeExchange implements Exchange {

    private final String path;
    private final byte[] request;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int status;
    private String mediaType = "";
    private boolean ended;
    private volatile boolean clientGone;

    public FakeExchange(String path, String request) {
        this.path = path;
        this.request = request.getBytes(StandardCharsets.UTF_8);
    }

    /** The client hangs up. */
    public void hangUp() {
        clientGone = true;
    }

    public int status() {
        return status;
    }

    public String mediaType() {
        return mediaType;
    }

    public Optional<String> answered(String header) {
        return Optional.ofNullable(headers.get(header));
    }

    public byte[] bytes() {
        return answer.toByteArray();
    }

    public String text() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    public JsonNode json() throws IOException {
        return new ObjectMapper().readTree(bytes());
    }

    /** Whether the answer is whole. */
    public boolean isEnded() {
        return ended;
    }

    @Override
    public String requestId() {
        return "req-1";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public byte[] body() {
        return request;
    }

    @Override
    public void header(String name, String value) {
        if (isBegun()) {
            throw new IllegalStateException("too late for the header " + name);
        }
        headers.put(name, value);
    }

    @Override
    public void reply(int code, String type, byte[] body) throws IOException {
        try (OutputStream out = stream(code, type)) {
            out.write(body);
        }
    }

    @Override
    public OutputStream stream(int code, String type) {
        if (isBegun()) {
            throw new IllegalStateException("a second answer");
        }
        status = code;
        mediaType = type;
        return new OutputStream() {

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (clientGone) {
                    throw new IOException("broken pipe");
                }
                answer.write(bytes, from, length);
            }

            @Override
            public void close() {
                ended = true;
            }
        };
    }

    @Override
    public boolean isBegun() {
        return status != 0;
    }

    @Override
    public boolean isClientGone() {
        return clientGone;
    }
}
