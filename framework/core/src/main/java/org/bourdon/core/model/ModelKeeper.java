package org.bourdon.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.bourdon.core.daemon.ResidentMemory;
import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.voice.Shelf;
import org.bourdon.core.voice.VoiceCatalogue;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelControl;
import org.bourdon.model.ModelHold;
import org.bourdon.model.ModelInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the voices' models through their life: notices new files, prepares a new version beside the old one, lets it serve, closes what
 * nobody uses any more, and keeps to the rules about idle ones.
 * <p>
 * The folders are looked at every half second, some system calls a voice: notifications by the system differ between platforms, miss
 * network folders, and come before a file is whole, so that it has to be looked at again anyway.
 */
@Component(service = {ModelControl.class, ModelKeeper.class}, immediate = true)
public final class ModelKeeper implements ModelControl {

    private static final Logger log = LoggerFactory.getLogger(ModelKeeper.class);
    private static final Duration WRITING_PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final VoiceCatalogue catalogue;
    private final OpenVoices open;
    private final Roster roster = new Roster(this::unused);
    private final Loads loads;
    private final UnloadMeter meter;
    private final ModelTimes times;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("model-watch").daemon().factory());
    private volatile ModelRules rules = ModelRules.DEFAULT;
    private volatile String defaultVoice = "";

    @Activate
    public ModelKeeper(@Reference EngineLanes engines, @Reference VoiceCatalogue catalogue) {
        this(engines, catalogue, ModelTimes.USUAL, ResidentMemory::bytes);
    }

    public ModelKeeper(EngineLanes engines, VoiceCatalogue catalogue, ModelTimes times, LongSupplier resident) {
        this.catalogue = catalogue;
        this.open = new OpenVoices(engines);
        this.loads = new Loads(roster, open);
        this.times = times;
        this.meter = new UnloadMeter(resident, times.rest());
        looks.scheduleWithFixedDelay(this::watch, times.look().toMillis(), times.look().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void setRules(ModelRules rules) {
        this.rules = rules;
    }

    public void unsetRules(ModelRules gone) {
        if (rules == gone) {
            rules = ModelRules.DEFAULT;
        }
    }

    /** Says which voice speaks when a request names none. */
    public void defaultVoice(String name) {
        defaultVoice = name;
    }

    // ---- for those who speak

    /**
     * Binds a request to the version of a voice that serves now. Waits, for some seconds at most, only for a voice whose files are new or
     * being written.
     *
     * @throws BourdonException VOICE_NOT_FOUND naming the voices there are; VOICE_BROKEN with the reason; BUSY when the files do not come
     *                          to rest
     */
    public VoiceUse use(String name) throws BourdonException {
        Optional<VoiceUse> use = useNow(name);
        return use.isPresent() ? use.get() : useWhenWritten(name);
    }

    private Optional<VoiceUse> useNow(String name) {
        // What is not open would be opened from files that may not be its own any more.
        return roster.serving(name).filter(version -> open.has(version) || version.isCurrent()).flatMap(roster::use);
    }

    private VoiceUse useWhenWritten(String name) throws BourdonException {
        long deadline = System.nanoTime() + WRITING_PATIENCE.toNanos();
        while (true) {
            Shelf shelf = look();
            Optional<VoiceUse> use = useNow(name);
            if (use.isPresent()) {
                return use.get();
            }
            Optional<Shelf.Entry> entry = shelf.find(name);
            if (entry.isEmpty() && !roster.knows(name)) {
                throw notFound(name);
            }
            if (entry.isPresent() && shelf.isSettled(entry.get(), times.settle()) && roster.problem(name).isPresent()) {
                throw broken(name, roster.problem(name).get());
            }
            if (System.nanoTime() > deadline) {
                throw new BourdonException(ErrorCode.BUSY, "the files of voice " + name + " are being written; try again shortly");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private BourdonException notFound(String name) {
        Set<String> names = new TreeSet<>(roster.names());
        return new BourdonException(ErrorCode.VOICE_NOT_FOUND,
                "no voice is called '" + name + "'; there are " + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private static BourdonException broken(String name, String problem) {
        return new BourdonException(ErrorCode.VOICE_BROKEN, "voice " + name + " cannot be used: " + problem);
    }

    /** Remembers why a version could not be opened, until its files change. */
    public void reportBroken(VoiceVersion version, String problem) {
        if (version.isCurrent() && !open.has(version)) {
            roster.reject(version, problem, open.versions());
        }
    }

    /** Every voice at this moment, by name. */
    public List<Shelf.Entry> all() {
        roster.forgetGone(look());
        return roster.listed();
    }

    /** The voices of the latest look, at once. */
    public List<Shelf.Entry> latest() {
        return roster.listed();
    }

    // ---- the watch

    private Shelf look() {
        Shelf shelf = catalogue.look();
        roster.update(shelf, times.settle(), open.versions()).forEach(loads::bringInSoon);
        return shelf;
    }

    private void watch() {
        try {
            look();
            open.versions().stream().filter(version -> !roster.isWanted(version)).forEach(open::close);
            roster.superfluous(open.bytes(), rules, defaultVoice).forEach(name -> {
                log.info("voice {} is unloaded by rule", name);
                unloadNow(name);
            });
            measure();
        } catch (RuntimeException e) {
            log.error("a look at the voices failed unexpectedly", e);
        }
    }

    private void measure() {
        if (roster.isAnythingInUse() || open.versions().stream().anyMatch(version -> !roster.isWanted(version))) {
            meter.disturbed();
        }
        open.all().stream().map(found -> found.opening().at()).max(Comparator.naturalOrder()).ifPresent(meter::loadedAt);
        for (UnloadMeter.Reading reading : meter.due()) {
            roster.at(reading.voice(), place -> {
                place.unload = Optional.of(reading.memory());
                place.remark = reading.remark();
                return place;
            });
        }
    }

    private void unused(VoiceVersion version) {
        open.close(version);
    }

    // ---- for operators

    @Override
    public List<ModelInfo> models() {
        return roster.listed().stream().map(Shelf.Entry::name).map(this::describe).flatMap(Optional::stream).toList();
    }

    @Override
    public ModelInfo info(String name) throws BourdonException {
        if (!roster.knows(name)) {
            look();
        }
        return describe(name).orElseThrow(() -> notFound(name));
    }

    private Optional<ModelInfo> describe(String name) {
        int uses = roster.uses(name);
        return roster.at(name, place -> new Portrait(place, uses, name.equals(defaultVoice), rules.isPinned(name))).map(portrait -> portrait.with(open));
    }

    @Override
    public ModelInfo load(String name, Duration patience) throws BourdonException {
        try (VoiceUse use = use(name)) {
            loads.load(use.version(), patience);
        }
        return info(name);
    }

    @Override
    public ModelInfo reload(String name, Duration patience) throws BourdonException {
        loads.bringIn(settled(name), patience);
        return info(name);
    }

    /** What the folders hold under a name, written whole. */
    private VoiceVersion settled(String name) throws BourdonException {
        long deadline = System.nanoTime() + WRITING_PATIENCE.toNanos();
        while (true) {
            Shelf shelf = look();
            Optional<Shelf.Entry> entry = shelf.find(name);
            if (entry.isEmpty()) {
                throw notFound(name);
            }
            if (shelf.isSettled(entry.get(), times.settle())) {
                return entry.get().version().orElseThrow(() -> broken(name, entry.get().problem().orElse("it cannot be read")));
            }
            if (System.nanoTime() > deadline) {
                throw new BourdonException(ErrorCode.BUSY, "the files of voice " + name + " are being written; try again shortly");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public ModelInfo unload(String name, Duration patience) throws BourdonException {
        info(name);
        Optional<VoiceVersion> old = unloadNow(name);
        long deadline = System.nanoTime() + patience.toNanos();
        while (old.isPresent() && open.has(old.get())) {
            if (System.nanoTime() > deadline) {
                throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, "requests still use voice " + name + " after " + patience.toMillis()
                        + " ms; it is unloaded when they have ended");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return info(name);
    }

    /** Retires what serves; it closes after its last use. */
    private Optional<VoiceVersion> unloadNow(String name) {
        Optional<VoiceVersion> old = roster.serving(name).filter(open::has).flatMap(version -> roster.retire(name));
        old.ifPresent(version -> {
            meter.unloading(version, expected(version));
            if (!roster.isWanted(version)) {
                open.close(version);
            }
        });
        return old;
    }

    /** What an unload should give back: what the load took, or the size of the files where the engine came to life with it. */
    private long expected(VoiceVersion version) {
        return open.of(version).stream().mapToLong(found -> Math.min(Math.max(0, found.opening().memory().afterBytes() - found.opening().memory().beforeBytes()),
                4 * version.diskBytes())).sum();
    }

    @Override
    public ModelInfo pin(String name, Duration patience) throws BourdonException {
        load(name, patience);
        roster.at(name, place -> place.pinned = true);
        return info(name);
    }

    @Override
    public ModelInfo unpin(String name) throws BourdonException {
        info(name);
        roster.at(name, place -> place.pinned = false);
        return info(name);
    }

    @Override
    public ModelHold hold(Set<String> names, Duration patience) throws BourdonException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (String name : names) {
            // All must be there before any is loaded.
            use(name).close();
        }
        List<String> held = new ArrayList<>();
        try {
            for (String name : names) {
                boolean was = roster.serving(name).filter(open::has).isPresent();
                roster.at(name, place -> {
                    place.loadedForLease = place.loadedForLease || (!was && place.leases == 0);
                    place.leases++;
                    return place;
                });
                held.add(name);
                load(name, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (BourdonException e) {
            held.forEach(this::letGo);
            throw e;
        }
        return new Hold(held, this::letGo);
    }

    private void letGo(String name) {
        boolean nobodyElse = roster.atEvenIfGone(name, place -> {
            place.leases--;
            return place.leases == 0 && place.loadedForLease && !place.pinned;
        }).orElse(false);
        if (nobodyElse && !rules.isPinned(name) && !name.equals(defaultVoice)) {
            log.info("voice {} is unloaded with the last lease that named it", name);
            unloadNow(name);
        }
    }

    @Deactivate
    public void close() {
        looks.shutdownNow();
        loads.close();
    }
}
