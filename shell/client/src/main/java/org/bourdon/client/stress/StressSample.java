package org.bourdon.client.stress;

import java.util.OptionalLong;

import org.bourdon.client.Json;

import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * What the daemon said of itself at one moment; a figure that it does not know is empty.
 *
 * @param seconds since the soak began
 * @param done    requests of the soak by then
 */
record StressSample(double seconds, long done, OptionalLong residentBytes, OptionalLong heapBytes, OptionalLong threads, OptionalLong openFiles,
                    long sessions, long active) {

    static StressSample of(JrsObject status, double seconds, long done) {
        JrsObject memory = Json.member(status, "memory");
        return new StressSample(seconds, done, known(memory, "resident_bytes"), known(memory, "heap_used_bytes"), known(status, "threads"),
                known(status, "open_files"), Json.number(status, "sessions", 0), Json.number(Json.member(status, "requests"), "active", 0));
    }

    private static OptionalLong known(JrsObject object, String name) {
        long value = Json.number(object, name, 0);
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
