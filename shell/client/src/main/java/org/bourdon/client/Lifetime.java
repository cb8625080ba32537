package org.bourdon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * For how long a daemon stays; the first of the conditions that holds ends it, and without any it stays for ever.
 *
 * @param idleMillis  without a request and without a lease for so long
 * @param ownerPid    the process that it does not outlive
 * @param whileLeased not longer than somebody holds a lease
 */
public record Lifetime(OptionalLong idleMillis, OptionalLong ownerPid, boolean whileLeased) {

    static final String IDLE_VARIABLE = "BOURDON_IDLE_TIMEOUT";
    static final Lifetime FOR_EVER = new Lifetime(OptionalLong.empty(), OptionalLong.empty(), false);
    static final Lifetime WHILE_LEASED = new Lifetime(OptionalLong.empty(), OptionalLong.empty(), true);

    private static final Duration ON_DEMAND = Duration.ofMinutes(60);
    private static final double MOST_MINUTES = Duration.ofDays(3650).toMinutes();

    /** Of a daemon that nobody asked for by name: who speaks now will often speak again soon. */
    static Lifetime onDemand(Map<String, String> variables) throws ClientException {
        String minutes = variables.getOrDefault(IDLE_VARIABLE, "").strip();
        if (minutes.isEmpty()) {
            return FOR_EVER.idle(OptionalLong.of(ON_DEMAND.toMillis()));
        }
        try {
            return FOR_EVER.idle(millis(Double.parseDouble(minutes), IDLE_VARIABLE));
        } catch (NumberFormatException e) {
            throw new ClientException(ExitCode.USAGE, IDLE_VARIABLE + " is to be a number of minutes, not '" + minutes + "'", e);
        }
    }

    /**
     * @param minutes 0 for no limit
     * @param name    who says so, for the message
     */
    static OptionalLong millis(double minutes, String name) throws ClientException {
        if (!(minutes >= 0 && minutes <= MOST_MINUTES)) {
            throw new ClientException(ExitCode.USAGE, name + " is to lie between 0 and " + (long) MOST_MINUTES + " minutes");
        }
        return minutes == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(1, Math.round(minutes * 60_000)));
    }

    /** As the daemon tells it in its status. */
    static Lifetime of(JrsObject status) {
        JrsObject lifetime = Json.member(status, "lifetime");
        return new Lifetime(number(lifetime, "idle_timeout_ms"), number(lifetime, "owner_pid"), Json.flag(lifetime, "while_leased"));
    }

    private static OptionalLong number(JrsObject object, String name) {
        long value = Json.number(object, name, 0);
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    Lifetime idle(OptionalLong millis) {
        return new Lifetime(millis, ownerPid, whileLeased);
    }

    Lifetime with(Optional<Long> owner) {
        return new Lifetime(idleMillis, owner.isPresent() ? OptionalLong.of(owner.get()) : OptionalLong.empty(), whileLeased);
    }

    /** How the daemon's command line says it. */
    List<String> properties() {
        var properties = new ArrayList<String>();
        idleMillis.ifPresent(millis -> properties.add("-Dbourdon.idle.timeout.ms=" + millis));
        ownerPid.ifPresent(pid -> properties.add("-Dbourdon.owner.pid=" + pid));
        if (whileLeased) {
            properties.add("-Dbourdon.while.leased=true");
        }
        return properties;
    }

    /** As the daemon's status does. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("lifetime");
        write(json, "idle_timeout_ms", idleMillis);
        write(json, "owner_pid", ownerPid);
        json.writeBooleanField("while_leased", whileLeased);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    @Override
    public String toString() {
        var ends = new ArrayList<String>();
        idleMillis.ifPresent(millis -> ends.add("it is idle for " + Words.time(Duration.ofMillis(millis))));
        ownerPid.ifPresent(pid -> ends.add("process " + pid + " is gone"));
        if (whileLeased) {
            ends.add("the last lease is returned");
        }
        return ends.isEmpty() ? "for ever" : "until " + String.join(" or ", ends);
    }
}
