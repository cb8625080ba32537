package org.bourdon.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.bourdon.core.voice.Shelf;
import org.bourdon.core.voice.VoiceVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version of each voice serves, and who uses which. Every version that it lets serve has a generation of its own, so that one that
 * nobody wants any more is never wanted again. Its methods are short, wait for nothing and touch no file.
 */
final class Roster {

    private static final Logger log = LoggerFactory.getLogger(Roster.class);

    private final Map<String, Place> places = new TreeMap<>();
    /** Those of voices that are gone and that somebody has pinned or leased: they may come back. */
    private final Map<String, Place> absent = new HashMap<>();
    private final Map<VoiceVersion, Integer> uses = new HashMap<>();
    private final Consumer<VoiceVersion> whenUnused;
    private int generations;

    /** @param whenUnused told of a version that does not serve, after its last use */
    Roster(Consumer<VoiceVersion> whenUnused) {
        this.whenUnused = whenUnused;
    }

    /**
     * Takes in what the folders hold.
     *
     * @param settle for how long files must have been the same before they count
     * @param open   the versions that are open on a lane
     * @return versions that may serve once they have been prepared: something serves until then
     */
    synchronized List<VoiceVersion> update(Shelf shelf, Duration settle, Set<VoiceVersion> open) {
        List<VoiceVersion> candidates = new ArrayList<>();
        for (Shelf.Entry entry : shelf.entries()) {
            Place place = places.computeIfAbsent(entry.name(), name -> new Place(entry, Optional.ofNullable(absent.remove(name))));
            place.goneSinceNanos = OptionalLong.empty();
            if (shelf.isSettled(entry, settle)) {
                consider(place, entry, open).ifPresent(candidates::add);
            }
        }
        remove(place -> shelf.find(place.entry.name()).isEmpty() && isGone(place, shelf.takenNanos(), settle));
        return candidates;
    }

    /** Takes voices that are not on a shelf for gone at once: somebody asks what is there at this moment. */
    synchronized void forgetGone(Shelf shelf) {
        remove(place -> shelf.find(place.entry.name()).isEmpty());
    }

    private void remove(Predicate<Place> gone) {
        for (Place place : places.values().stream().filter(gone).toList()) {
            places.remove(place.entry.name());
            if (place.isWished()) {
                absent.put(place.entry.name(), place);
            }
        }
    }

    private static boolean isGone(Place place, long now, Duration settle) {
        if (place.goneSinceNanos.isEmpty()) {
            place.goneSinceNanos = OptionalLong.of(now);
        }
        return now - place.goneSinceNanos.getAsLong() >= settle.toNanos();
    }

    private Optional<VoiceVersion> consider(Place place, Shelf.Entry entry, Set<VoiceVersion> open) {
        boolean serves = place.serving.isPresent() && place.problem.isEmpty() && open.contains(place.serving.get());
        if (place.rejection.isPresent() && place.rejection.get().isOf(entry)) {
            if (!serves && entry.version().isPresent() && place.serving.isPresent() && place.problem.isEmpty()) {
                // What served instead has been unloaded, and its files are no more.
                place.problem = Optional.of(place.rejection.get().reason());
            }
            return Optional.empty();
        }
        if (entry.version().isEmpty()) {
            refuse(place, entry, entry.problem().orElse("it cannot be read"), serves);
            return Optional.empty();
        }
        VoiceVersion found = entry.version().get();
        place.entry = entry;
        if (place.serving.isPresent() && place.serving.get().isOfSameFilesAs(found)) {
            place.rejection = Optional.empty();
            return Optional.empty();
        }
        if (!serves) {
            place.serving = Optional.of(found.withGeneration(++generations));
            place.problem = Optional.empty();
            place.rejection = Optional.empty();
            return Optional.empty();
        }
        if (place.candidate.isPresent()) {
            return Optional.empty();
        }
        place.candidate = Optional.of(found.withGeneration(++generations));
        return place.candidate;
    }

    private static void refuse(Place place, Shelf.Entry entry, String reason, boolean otherServes) {
        place.rejection = Optional.of(Place.Rejection.of(entry, reason));
        if (otherServes) {
            log.warn("a new version of voice {} is rejected, the one before goes on serving: {}", entry.name(), reason);
        } else {
            place.entry = entry;
            place.serving = Optional.empty();
            place.problem = Optional.of(reason);
            log.warn("voice {} cannot be used: {}", entry.name(), reason);
        }
    }

    // ---- who uses what

    /** The version that serves and can be used. */
    synchronized Optional<VoiceVersion> serving(String name) {
        return place(name).filter(place -> place.problem.isEmpty()).flatMap(place -> place.serving);
    }

    synchronized Optional<String> problem(String name) {
        return place(name).flatMap(place -> place.problem);
    }

    synchronized boolean knows(String name) {
        return places.containsKey(name);
    }

    /** Binds somebody to a version, if that still serves. */
    synchronized Optional<VoiceUse> use(VoiceVersion version) {
        Optional<Place> place = place(version.name()).filter(known -> known.problem.isEmpty() && known.serves(version));
        place.ifPresent(known -> {
            known.touch();
            uses.merge(version, 1, Integer::sum);
        });
        return place.map(known -> new VoiceUse(version, this::release));
    }

    private void release(VoiceVersion version) {
        boolean unused;
        synchronized (this) {
            place(version.name()).ifPresent(Place::touch);
            uses.computeIfPresent(version, (key, count) -> count > 1 ? count - 1 : null);
            unused = !isWanted(version);
        }
        if (unused) {
            whenUnused.accept(version);
        }
    }

    /** Whether a version serves, is being prepared for it, or is in use. One that is not never will be again. */
    synchronized boolean isWanted(VoiceVersion version) {
        return uses.containsKey(version) || place(version.name())
                .filter(place -> place.serves(version) || place.candidate.equals(Optional.of(version))).isPresent();
    }

    synchronized boolean isAnythingInUse() {
        return !uses.isEmpty();
    }

    synchronized int uses(String name) {
        return uses.entrySet().stream().filter(use -> use.getKey().name().equals(name)).mapToInt(Map.Entry::getValue).sum();
    }

    // ---- changes of what serves

    /** Makes the files that an entry describes a candidate, in place of another one. */
    synchronized VoiceVersion candidate(VoiceVersion files) {
        VoiceVersion candidate = files.withGeneration(++generations);
        place(files.name()).ifPresent(place -> place.candidate = Optional.of(candidate));
        return candidate;
    }

    /** Marks what serves as being prepared. */
    synchronized void isBeingPrepared(VoiceVersion version) {
        place(version.name()).filter(place -> place.candidate.isEmpty()).ifPresent(place -> place.candidate = Optional.of(version));
    }

    /** From now on requests get this version. */
    synchronized void serve(VoiceVersion version) {
        place(version.name()).ifPresent(place -> {
            place.serving = Optional.of(version);
            place.problem = Optional.empty();
            place.rejection = Optional.empty();
            place.remark = Optional.empty();
            place.touch();
        });
        noLongerPrepared(version);
    }

    synchronized void noLongerPrepared(VoiceVersion version) {
        place(version.name()).filter(place -> place.candidate.equals(Optional.of(version))).ifPresent(place -> place.candidate = Optional.empty());
    }

    /** A version that is bad does not serve, and what serves goes on if it is another one that is open. */
    synchronized void reject(VoiceVersion version, String reason, Set<VoiceVersion> open) {
        noLongerPrepared(version);
        place(version.name()).ifPresent(place -> {
            boolean otherServes = place.serving.isPresent() && !place.serves(version) && place.problem.isEmpty() && open.contains(place.serving.get());
            place.rejection = Optional.of(Place.Rejection.of(version, reason));
            if (otherServes) {
                log.warn("version {} of voice {} is rejected, the one before goes on serving: {}", version.label(), version.name(), reason);
            } else {
                // Of another generation, so that what is open of this one is closed.
                place.serving = Optional.of(version.withGeneration(++generations));
                place.problem = Optional.of(reason);
                log.warn("voice {} cannot be used: {}", version.name(), reason);
            }
        });
    }

    /** Lets later requests open the voice anew. What served until now is not wanted any more after its last use. */
    synchronized Optional<VoiceVersion> retire(String name) {
        return place(name).flatMap(place -> {
            Optional<VoiceVersion> old = place.serving;
            place.serving = old.map(version -> version.withGeneration(++generations));
            place.loadedForLease = false;
            return old;
        });
    }

    // ---- rules

    /**
     * The voices that the rules send away, the least recently used first.
     *
     * @param bytes of model files that each open voice takes, over all its lanes
     */
    synchronized List<String> superfluous(Map<VoiceVersion, Long> bytes, ModelRules rules, String defaultVoice) {
        Set<VoiceVersion> open = bytes.keySet();
        long now = System.nanoTime();
        List<Place> loaded = places.values().stream().filter(place -> place.serving.isPresent() && open.contains(place.serving.get()))
                .sorted(Comparator.comparingLong((Place place) -> place.lastUsedNanos - now)).toList();
        int count = loaded.size();
        long size = loaded.stream().mapToLong(place -> bytes.get(place.serving.get())).sum();
        List<String> leaving = new ArrayList<>();
        for (Place place : loaded) {
            String name = place.entry.name();
            boolean spared = place.pinned || rules.isPinned(name) || place.leases > 0 || uses.containsKey(place.serving.get())
                    || place.candidate.isPresent() || (rules.spareDefaultVoice() && name.equals(defaultVoice));
            boolean idle = rules.isIdleTooLong(Duration.ofNanos(now - place.lastUsedNanos));
            if (!spared && (idle || !rules.allow(count, size))) {
                leaving.add(name);
                count--;
                size -= bytes.get(place.serving.get());
            }
        }
        return leaving;
    }

    // ---- single voices

    /** Looks at or changes what is known of a voice. */
    synchronized <T> Optional<T> at(String name, Function<Place, T> look) {
        return place(name).map(look);
    }

    /** The same, of one that is gone as well. */
    synchronized <T> Optional<T> atEvenIfGone(String name, Function<Place, T> look) {
        Optional<T> seen = place(name).or(() -> Optional.ofNullable(absent.get(name))).map(look);
        absent.values().removeIf(place -> !place.isWished());
        return seen;
    }

    synchronized List<Shelf.Entry> listed() {
        return places.values().stream().map(Place::listed).toList();
    }

    synchronized Set<String> names() {
        return new HashSet<>(places.keySet());
    }

    private Optional<Place> place(String name) {
        return Optional.ofNullable(places.get(name));
    }
}
