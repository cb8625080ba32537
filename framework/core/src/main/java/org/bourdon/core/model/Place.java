package org.bourdon.core.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.bourdon.core.voice.Shelf;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.model.ModelMemory;

/** What the roster knows of one voice. Guarded by the roster's lock. */
final class Place {

    /** Files that may not serve, by what a look tells of them. */
    record Rejection(long stamp, Path sideFile, String format, String reason) {

        static Rejection of(Shelf.Entry entry, String reason) {
            return new Rejection(entry.stamp(), entry.sideFile(), entry.format(), reason);
        }

        static Rejection of(VoiceVersion version, String reason) {
            return new Rejection(version.stamp(), version.voice().sideFile(), version.format().name(), reason);
        }

        boolean isOf(Shelf.Entry entry) {
            return stamp == entry.stamp() && sideFile.equals(entry.sideFile()) && format.equals(entry.format());
        }
    }

    /** As the folders had it at the latest look that found it settled, or at the first. */
    Shelf.Entry entry;
    Optional<VoiceVersion> serving = Optional.empty();
    /** Why nothing can serve. */
    Optional<String> problem = Optional.empty();
    /** Why what the folders hold does not serve although something else does. */
    Optional<Rejection> rejection = Optional.empty();
    /** Being opened beside what serves, or to serve for the first time. */
    Optional<VoiceVersion> candidate = Optional.empty();
    OptionalLong goneSinceNanos = OptionalLong.empty();
    boolean pinned;
    int leases;
    boolean loadedForLease;
    long lastUsedNanos = System.nanoTime();
    Optional<Instant> lastUsed = Optional.empty();
    Optional<ModelMemory> unload = Optional.empty();
    Optional<String> remark = Optional.empty();

    /** @param before of a voice of this name that was here before, whose pin and leases hold */
    Place(Shelf.Entry entry, Optional<Place> before) {
        this.entry = entry;
        before.ifPresent(place -> {
            pinned = place.pinned;
            leases = place.leases;
        });
    }

    boolean isWished() {
        return pinned || leases > 0;
    }

    boolean serves(VoiceVersion version) {
        return serving.isPresent() && serving.get().equals(version);
    }

    void touch() {
        lastUsedNanos = System.nanoTime();
        lastUsed = Optional.of(Instant.now());
    }

    /** As the desk lists it. */
    Shelf.Entry listed() {
        return entry.with(serving.or(entry::version), problem);
    }
}
