package org.bourdon.client;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * How a daemon came to its end.
 *
 * @param status as it was before; empty when it did not tell
 */
record DaemonEnded(long pid, Way way, Optional<JrsObject> status) {

    /** What it took. */
    enum Way {
        ASKED("asked", "it left when asked"),
        TERMINATED("terminated", "it did not leave when asked, TERM ended it"),
        KILLED("killed", "KILL ended it");

        private final String name;
        private final String words;

        Way(String name, String words) {
            this.name = name;
            this.words = words;
        }
    }

    private OptionalLong underWay() {
        return status.isPresent() ? OptionalLong.of(Json.number(Json.member(status.get(), "requests"), "active", 0)) : OptionalLong.empty();
    }

    String inWords() {
        String stopped = "the daemon is stopped (pid " + pid + ")";
        if (way == Way.ASKED) {
            return underWay().orElse(0) == 0 ? stopped
                    : stopped + "; " + Words.count(underWay().getAsLong(), "request") + " had been under way and got the time to end, or were cut off";
        }
        return stopped + "; " + way.words + "; " + loss();
    }

    private String loss() {
        if (underWay().isEmpty()) {
            return "what was under way is lost, it did not tell how much";
        }
        long requests = underWay().getAsLong();
        long leases = Json.number(status.get(), "leases", 0);
        return (requests == 0 ? "no request was under way" : "lost: " + Words.count(requests, "request") + " under way")
                + (leases == 0 ? "" : ", " + Words.count(leases, "lease"));
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeNumberField("pid", pid);
        json.writeStringField("how", way.name);
        if (underWay().isPresent()) {
            json.writeNumberField("requests_active", underWay().getAsLong());
        } else {
            json.writeNullField("requests_active");
        }
    }
}
