package org.bourdon.client;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** A script of the fake daemon that answers every request by its own id, as long as nothing else is asked of it. */
public final class SpeakingDaemon implements FakeDaemon.Script {

    public static final int SAMPLES = 320;
    private static final String STATUS = """
            {"pid":%d,"sessions":%d,"requests":{"active":0},"memory":{"resident_bytes":100000000,"heap_used_bytes":20000000}%s}""";

    private final AtomicInteger spoken = new AtomicInteger();
    private final FakeDaemon.Script instead;
    private final int from;
    private volatile int sessions = 1;
    private volatile String furtherStatus = "";

    private SpeakingDaemon(int from, FakeDaemon.Script instead) {
        this.from = from;
        this.instead = instead;
    }

    public static SpeakingDaemon honest() {
        return new SpeakingDaemon(Integer.MAX_VALUE, (_, _) -> { });
    }

    /** Plays a script of its own for a speak, from that one on, counted from 1. */
    public static SpeakingDaemon from(int speak, FakeDaemon.Script instead) {
        return new SpeakingDaemon(speak, instead);
    }

    public SpeakingDaemon tellingOf(int openSessions) {
        sessions = openSessions;
        return this;
    }

    public SpeakingDaemon telling(String members) {
        furtherStatus = "," + members;
        return this;
    }

    @Override
    public void play(JrsObject request, FakeDaemon.Wire wire) throws IOException {
        String id = id(request);
        switch (Json.string(request, "method").orElse("")) {
            case "speak" -> speak(request, wire);
            case "status" -> result(wire, id, STATUS.formatted(ProcessHandle.current().pid(), sessions, furtherStatus));
            case "health" -> result(wire, id, "{\"alive\":true,\"ready\":true}");
            case "voices" -> result(wire, id, "{\"voices\":[{\"name\":\"en_US-bourdon\"},{\"name\":\"broken\",\"problem\":\"no graph\"}]}");
            default -> error(wire, id, -32601, "INVALID_REQUEST");
        }
    }

    private void speak(JrsObject request, FakeDaemon.Wire wire) throws IOException {
        if (spoken.incrementAndGet() >= from) {
            instead.play(request, wire);
        } else {
            sound(wire, id(request), "s1");
            done(wire, id(request), SAMPLES);
        }
    }

    public static String id(JrsObject request) {
        return Json.string(request, "id").orElse("");
    }

    public static void sound(FakeDaemon.Wire wire, String id, String session) throws IOException {
        wire.line("""
                {"jsonrpc":"2.0","method":"started","params":{"request":"%s","session":"%s","sample_rate":32000,"channels":1,"format":"s16le"}}"""
                .formatted(id, session));
        wire.line("""
                {"jsonrpc":"2.0","method":"audio","params":{"request":"%s","session":"%s","payload_length":%d}}"""
                .formatted(id, session, 2 * SAMPLES));
        wire.bytes(new byte[2 * SAMPLES]);
    }

    public static void done(FakeDaemon.Wire wire, String id, long samples) throws IOException {
        result(wire, id, "{\"outcome\":\"done\",\"samples\":%d,\"sentences\":1}".formatted(samples));
    }

    public static void result(FakeDaemon.Wire wire, String id, String result) throws IOException {
        wire.line("{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":%s}".formatted(id, result));
    }

    public static void error(FakeDaemon.Wire wire, String id, int code, String name) throws IOException {
        wire.line("{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"error\":{\"code\":%d,\"message\":\"no\",\"data\":{\"error\":\"%s\"}}}".formatted(id, code, name));
    }
}
