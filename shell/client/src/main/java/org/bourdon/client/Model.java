package org.bourdon.client;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** A model as the daemon describes it. */
record Model(JrsObject json) {

    String name() {
        return Json.string(json, "name").orElse("?");
    }

    String state() {
        return Json.string(json, "state").orElse("?");
    }

    boolean isLoaded() {
        return state().equals("loaded");
    }

    /** With its device, when it is loaded. */
    Optional<String> engine() {
        return Json.string(json, "engine").map(engine -> engine + " on " + Json.string(json, "device").orElse("?"));
    }

    /** Why it cannot be used, or why a newer version of it is not. */
    Optional<String> reason() {
        return Json.string(json, "reason").map(reason -> (isLoaded() ? "a newer version is rejected: " : "") + reason);
    }

    /** Such as {@code 2 leases}; empty when there is none. */
    Optional<String> count(String member, String thing) {
        long count = Json.number(json, member, 0);
        return count == 0 ? Optional.empty() : Optional.of(Words.count(count, thing));
    }

    /** Such as {@code 93.1 MB, then 105.4 MB}; empty where nothing was measured. */
    Optional<String> memory(String member) {
        JrsObject memory = Json.member(json, member);
        long before = Json.number(memory, "before_bytes", 0);
        return before == 0 ? Optional.empty() : Optional.of(megabytes(before) + " resident, then " + megabytes(Json.number(memory, "after_bytes", 0)));
    }

    Optional<String> loadTime() {
        return json.get("load_ms") == null || !isLoaded() ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%.1f ms", Json.decimal(json, "load_ms", 0)));
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
