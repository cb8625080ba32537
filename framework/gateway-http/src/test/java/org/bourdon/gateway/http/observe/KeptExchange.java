package org.bourdon.gateway.http.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.bourdon.gateway.http.Exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A request without anything in it, whose answer is kept. */
final class KeptExchange implements Exchange {

    final Map<String, String> headers = new HashMap<>();
    int status;
    String mediaType = "";
    String body = "";

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(body);
    }

    @Override
    public String requestId() {
        return "req-1";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/";
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
        return new byte[0];
    }

    @Override
    public void header(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void reply(int withStatus, String ofMediaType, byte[] bytes) {
        status = withStatus;
        mediaType = ofMediaType;
        body = new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream stream(int withStatus, String ofMediaType) {
        throw new IllegalStateException("an answer of known length is not streamed");
    }

    @Override
    public boolean isBegun() {
        return status != 0;
    }

    @Override
    public boolean isClientGone() {
        return false;
    }
}
