package org.bourdon.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.model.ModelMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures whether an unload has given memory back: at rest, that is some time after the voice was closed, with no request under way
 * and nothing opened meanwhile. At least half of what was expected has to be back, or all but {@value #TOLERANCE_MB} MB of it.
 */
final class UnloadMeter {

    private static final Logger log = LoggerFactory.getLogger(UnloadMeter.class);
    private static final long TOLERANCE_MB = 8;
    private static final long MB = 1_000_000;

    /** What has come of an unload. */
    record Reading(String voice, ModelMemory memory, Optional<String> remark) {
    }

    private static final class Unload {

        final VoiceVersion version;
        final long before;
        final long expected;
        final Instant at = Instant.now();
        long quietSinceNanos = System.nanoTime();

        Unload(VoiceVersion version, long before, long expected) {
            this.version = version;
            this.before = before;
            this.expected = expected;
        }
    }

    private final LongSupplier resident;
    private final Duration rest;
    private final List<Unload> pending = new ArrayList<>();

    /** @param rest after which the lanes rest and the memory freed is with the system again */
    UnloadMeter(LongSupplier resident, Duration rest) {
        this.resident = resident;
        this.rest = rest;
    }

    /** @param expected bytes */
    synchronized void unloading(VoiceVersion version, long expected) {
        long before = resident.getAsLong();
        if (before > 0) {
            pending.add(new Unload(version, before, expected));
        }
    }

    /** Something was loaded at that time: what is in the process now says nothing of the unloads before. */
    synchronized void loadedAt(Instant time) {
        pending.removeIf(unload -> unload.at.isBefore(time));
    }

    synchronized void disturbed() {
        pending.forEach(unload -> unload.quietSinceNanos = System.nanoTime());
    }

    synchronized List<Reading> due() {
        List<Reading> readings = new ArrayList<>();
        for (Iterator<Unload> each = pending.iterator(); each.hasNext();) {
            Unload unload = each.next();
            if (System.nanoTime() - unload.quietSinceNanos >= rest.toNanos()) {
                each.remove();
                readings.add(read(unload));
            }
        }
        return readings;
    }

    private Reading read(Unload unload) {
        long after = resident.getAsLong();
        long back = unload.before - after;
        Optional<String> remark = Optional.empty();
        if (back < unload.expected / 2 && unload.expected - back > TOLERANCE_MB * MB) {
            remark = Optional.of(String.format(Locale.ROOT, "unloading gave %.1f of about %.1f MB back", (double) back / MB, (double) unload.expected / MB));
            log.warn("voice {}: {}", unload.version.name(), remark.get());
        } else {
            log.info("voice {} is unloaded: {} MB resident before, {} MB at rest after", unload.version.name(), unload.before / MB, after / MB);
        }
        return new Reading(unload.version.name(), new ModelMemory(unload.before, after), remark);
    }
}
