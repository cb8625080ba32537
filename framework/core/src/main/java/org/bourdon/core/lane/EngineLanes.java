package org.bourdon.core.lane;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.engine.Engine;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every engine its lanes, as long as the engine is there. */
@Component(service = EngineLanes.class, immediate = true, configurationPid = "org.bourdon.lanes")
@Designate(ocd = EngineLanes.Settings.class)
public final class EngineLanes {

    @ObjectClassDefinition(name = "Lanes", description = "The threads that engines run on")
    public @interface Settings {

        @AttributeDefinition(name = "CPU lanes", description = "At most this many per engine; 0 for as many as cores, four at most",
                min = "0", max = "16")
        int cpu_lanes() default 0;

        @AttributeDefinition(name = "Queue", description = "Steps waiting at a lane; more are refused as busy", min = "1", max = "65536")
        int queue() default 1024;

        @AttributeDefinition(name = "Rest after", description = "Idle milliseconds after which voices give working memory back", min = "1")
        long rest_after_ms() default 3_000;

        @AttributeDefinition(name = "Close after", description = "Idle milliseconds after which lanes beyond the first close", min = "1")
        long close_after_ms() default 5_000;

        @AttributeDefinition(name = "Stop grace", description = "Milliseconds in which a step ends after it was told to stop; then its lane is lost",
                min = "10", max = "600000")
        long stop_grace_ms() default 2_000;

        @AttributeDefinition(name = "Longest step", description = "Milliseconds after which a step is told to stop", min = "100", max = "3600000")
        long longest_step_ms() default 60_000;

        @AttributeDefinition(name = "Lost lanes", description = "Lanes of an engine that may be lost at a time before the engine is given up",
                min = "1", max = "64")
        int lost_lanes() default 4;
    }

    /** What is told when engines come and go. */
    public interface Watcher {

        /** An engine is here, or has a new first lane, on which nothing is open. */
        void engineArrived(LaneGroup group);

        /** It is gone, and so is what was open on its lanes. */
        default void engineLeft(LaneGroup group) {
        }
    }

    private static final Logger log = LoggerFactory.getLogger(EngineLanes.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    /** Until the daemon is up, there is better to do. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final LaneLimits limits;
    private final LongSlices slices = new LongSlices();
    private final Map<Engine, LaneGroup> groups = new LinkedHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService caretaker =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("caretaker").daemon().factory());

    /** Whether the present idle time has been used; only the caretaker's thread looks at it. */
    private boolean tidied;

    @Activate
    public EngineLanes(Settings settings) {
        this(new LaneLimits(
                settings.cpu_lanes() > 0 ? settings.cpu_lanes() : Math.min(4, Runtime.getRuntime().availableProcessors()),
                settings.queue(), Duration.ofMillis(settings.rest_after_ms()), Duration.ofMillis(settings.close_after_ms()),
                Duration.ofMillis(settings.stop_grace_ms()), Duration.ofMillis(settings.longest_step_ms()), settings.lost_lanes()));
    }

    public EngineLanes(LaneLimits limits) {
        this.limits = limits;
        long period = Math.max(10, limits.closeAfter().toMillis() / 4);
        caretaker.scheduleWithFixedDelay(() -> guarded(this::takeCare), period, period, TimeUnit.MILLISECONDS);
        caretaker.schedule(() -> guarded(slices::prepare), SETTLED.toMillis(), TimeUnit.MILLISECONDS);
        long look = limits.lookEvery().toMillis();
        caretaker.scheduleWithFixedDelay(() -> guarded(this::look), look, look, TimeUnit.MILLISECONDS);
    }

    /** Those that are to be isolated come back in another guise, as processes of their own. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = "(!(isolation=process))")
    public void addEngine(Engine engine) {
        LaneGroup group = new LaneGroup(engine, limits, slices);
        synchronized (groups) {
            groups.put(engine, group);
        }
        log.info("engine {} is here", engine.name());
        watchers.forEach(watcher -> watcher.engineArrived(group));
    }

    public void removeEngine(Engine engine) {
        LaneGroup group;
        synchronized (groups) {
            group = groups.remove(engine);
        }
        if (group != null) {
            watchers.forEach(watcher -> watcher.engineLeft(group));
            group.close(CLOSE_PATIENCE);
            log.info("engine {} has left", engine.name());
        }
    }

    /** The lanes of the first engine that reads all of these files; one that can run goes before one that cannot. */
    public Optional<LaneGroup> find(List<String> fileNames) {
        return find(fileNames, Optional.empty());
    }

    /** The same, of the engine of this name if one is given. */
    public Optional<LaneGroup> find(List<String> fileNames, Optional<String> engine) {
        synchronized (groups) {
            // On the way to every first sound: hence no streams.
            Optional<LaneGroup> found = Optional.empty();
            for (LaneGroup group : groups.values()) {
                boolean reads = (engine.isEmpty() || engine.get().equals(group.engine().name())) && readsAll(group.engine(), fileNames);
                if (reads && group.problem().isEmpty()) {
                    return Optional.of(group);
                }
                if (reads && found.isEmpty()) {
                    found = Optional.of(group);
                }
            }
            return found;
        }
    }

    private static boolean readsAll(Engine engine, List<String> fileNames) {
        for (String name : fileNames) {
            if (!engine.reads(name)) {
                return false;
            }
        }
        return true;
    }

    /** The engines that are running. */
    public List<String> names() {
        synchronized (groups) {
            return groups.values().stream().map(group -> group.engine().name()).toList();
        }
    }

    /** The same, or ENGINE_UNAVAILABLE with the reason. */
    public LaneGroup reading(List<String> fileNames) throws BourdonException {
        LaneGroup group = find(fileNames).orElseThrow(() -> new BourdonException(ErrorCode.ENGINE_UNAVAILABLE,
                "no engine that is running reads " + String.join(", ", fileNames)));
        Optional<String> problem = group.problem();
        if (problem.isPresent()) {
            throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, problem.get());
        }
        return group;
    }

    /** Those of every engine that is here. */
    public List<LaneGroup> groups() {
        synchronized (groups) {
            return List.copyOf(groups.values());
        }
    }

    /** Tells a watcher of the engines that are here and of those that come. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
        all().forEach(watcher::engineArrived);
    }

    public void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    public int queued() {
        synchronized (groups) {
            return groups.values().stream().mapToInt(LaneGroup::queued).sum();
        }
    }

    public List<EngineStatus> status() {
        synchronized (groups) {
            return groups.values().stream().map(LaneGroup::status).toList();
        }
    }

    /** What fails once is tried again the next time. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.error("looking after the lanes failed", e);
        }
    }

    private void look() {
        for (LaneGroup group : all()) {
            if (group.look()) {
                watchers.forEach(watcher -> watcher.engineArrived(group));
            }
        }
    }

    private List<LaneGroup> all() {
        synchronized (groups) {
            return List.copyOf(groups.values());
        }
    }

    private void takeCare() {
        List<LaneGroup> all = all();
        all.forEach(LaneGroup::closeIdle);
        boolean idle = all.stream().allMatch(LaneGroup::isIdle);
        if (idle && !tidied) {
            // The collector gives heap back to the system only after a full collection, and nobody is listening now.
            System.gc();
        }
        tidied = idle;
    }

    @Deactivate
    public void close() {
        caretaker.shutdownNow();
        List<Engine> engines;
        synchronized (groups) {
            engines = List.copyOf(groups.keySet());
        }
        engines.forEach(this::removeEngine);
    }
}
