package org.bourdon.core.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.daemon.DaemonStatus.LaneStatus;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform thread that makes every native call for the models opened on it, from their opening to their closing.
 * The mailbox is the only way in.
 * <p>
 * A lane whose step does not end when it should is lost: nothing is given to it any more, and its thread, should the native call ever come
 * back, closes what it has opened and ends.
 */
public final class Lane {

    /** Stands before the name of the thread of a lost lane. */
    static final String LOST = "lost-";

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** What is on the lane once it is known where it runs. */
    private record Rooms(LaneModels models, LaneVoices voices) {

        void close() {
            voices.close();
            models.close();
        }
    }

    private final int number;
    private final Engine engine;
    private final DeviceChoice choice;
    private final LaneLimits limits;
    private final LongSlices slices;
    private final Mailbox mailbox;
    private final Thread thread;
    private final AtomicInteger attached = new AtomicInteger();
    private final StopSignal closing = new StopSignal();
    private volatile Optional<Rooms> rooms = Optional.empty();
    private volatile Optional<Step> step = Optional.empty();
    private volatile Optional<BourdonException> end = Optional.empty();
    private volatile boolean lost;
    private volatile long lastBusyNanos = System.nanoTime();

    /**
     * @param number among the lanes of its engine, from 0
     * @param pile   of its group
     * @param takes  whether a lane takes sentences of a voice from the pile
     */
    Lane(int number, Engine engine, DeviceChoice choice, LaneLimits limits, LongSlices slices, Pile pile,
         BiPredicate<Lane, VoiceVersion> takes) {
        this.number = number;
        this.engine = engine;
        this.choice = choice;
        this.limits = limits;
        this.slices = slices;
        this.mailbox = new Mailbox(limits.queue(), pile, voice -> takes.test(this, voice));
        this.thread = Thread.ofPlatform().name(name()).daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    int number() {
        return number;
    }

    /** Its thread's, too. */
    public String name() {
        Device device = choice.expected();
        return "lane-" + engine.name() + "-" + device.kind().name().toLowerCase(java.util.Locale.ROOT) + (device.index() + number);
    }

    /** Hands a step to the lane, which then runs or refuses it. */
    public void submit(LaneTask task) {
        switch (mailbox.put(task)) {
            case TAKEN -> { }
            case FULL -> task.refuse(new BourdonException(ErrorCode.BUSY, "the queue of " + name() + " is full; try again shortly"));
            case CLOSED -> task.refuse(gone());
        }
    }

    /** Models that serve something other than a voice; only on this lane's thread. */
    public LaneModels models() {
        return confined().models();
    }

    /** Voices; only on this lane's thread. */
    public LaneVoices voices() {
        return confined().voices();
    }

    /** Goes off when the lane must end soon: a step that is running then should stop. */
    public StopSignal closing() {
        return closing;
    }

    /** Counts an utterance that belongs to this lane until {@link #detach}. */
    public void attach() {
        attached.incrementAndGet();
    }

    public void detach() {
        attached.decrementAndGet();
    }

    int attached() {
        return attached.get();
    }

    public boolean hasOpen(VoiceVersion version) {
        for (Opening opening : openings()) {
            if (opening.version().equals(version)) {
                return true;
            }
        }
        return false;
    }

    /** The versions of voices that are open on it. */
    public List<Opening> openings() {
        return rooms.map(open -> open.voices().openings()).orElse(List.of());
    }

    public Engine engine() {
        return engine;
    }

    public Device device() {
        return choice.expected();
    }

    public int queued() {
        return mailbox.size();
    }

    /** Whether a sentence that comes now may have to wait. */
    boolean isOccupied() {
        return attached.get() > 0 || mailbox.size() > 0 || step.filter(now -> !now.task().isAllDone()).isPresent();
    }

    /** Whether this is the lane's own thread, and nothing waits behind the step that it does. */
    boolean isFreeAfterThis() {
        return Thread.currentThread() == thread && mailbox.size() == 0;
    }

    boolean isIdleSince(Duration time) {
        return !isOccupied() && System.nanoTime() - lastBusyNanos > time.toNanos();
    }

    /** Takes nothing more if it has been idle for so long; it is then to be closed. */
    boolean retire(Duration idle) {
        return isIdleSince(idle) && mailbox.closeIfIdle(() -> attached.get() == 0);
    }

    /** @param pile how much of the group's pile is shown as waiting here */
    LaneStatus status(int pile) {
        return new LaneStatus(name(), mailbox.size() + pile, step.map(Step::age), openings().stream().map(opening -> opening.version().name()).distinct().toList());
    }

    /** Refuses what waits, stops what runs, and lets the thread close its models. Does not wait. */
    void beginClose(BourdonException why) {
        if (end.isEmpty()) {
            end = Optional.of(why);
        }
        List<LaneTask> left = mailbox.close();
        closing.stop();
        left.forEach(task -> task.refuse(gone()));
    }

    /**
     * Looks whether the running step ends when it should, and gives the lane up as lost when it does not.
     *
     * @return whether the lane is lost
     */
    boolean look() {
        Optional<Step> now = step;
        if (lost || now.isEmpty()) {
            return lost;
        }
        switch (now.get().look(limits, closing.isStopped())) {
            case LET_IT_RUN -> { }
            case TELL_IT_TO_STOP -> now.get().task().abandon(new BourdonException(ErrorCode.ENGINE_FAILED,
                    "a step of the engine '" + engine.name() + "' took longer than " + limits.longestStep().toMillis() + " ms and was stopped"));
            case GIVE_IT_UP -> {
                if (step.equals(now)) {
                    lost = true;
                    end = Optional.of(new BourdonException(ErrorCode.ENGINE_FAILED, "the engine '" + engine.name()
                            + "' did not come back within " + limits.stopGrace().toMillis() + " ms after it was told to stop; its lane is lost"));
                    thread.setName(LOST + name());
                    now.get().task().abandon(gone());
                }
            }
        }
        return lost;
    }

    /** Closes the door of a lost lane; answers with what waited behind it. */
    List<LaneTask> abandon() {
        List<LaneTask> left = mailbox.close();
        closing.stop();
        return left;
    }

    boolean isLost() {
        return lost;
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** @return whether the thread ended within {@code patience} */
    boolean awaitEnd(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What to tell those whose work the lane's end has stopped. */
    public BourdonException gone() {
        BourdonException why = end.orElseGet(() -> new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "the engine '" + engine.name() + "' has stopped"));
        return new BourdonException(why.code(), why.getMessage(), why);
    }

    private Rooms confined() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(name() + " was entered from " + Thread.currentThread());
        }
        return rooms.orElseThrow();
    }

    private void work() {
        // Native libraries and service loaders of the engine look for their classes here.
        thread.setContextClassLoader(engine.getClass().getClassLoader());
        boolean rested = true;
        boolean asked = false;
        try {
            while (!mailbox.isClosed()) {
                asked = asked || slices.ask();
                Optional<LaneTask> task = mailbox.take(limits.restAfter());
                if (task.isPresent()) {
                    serve(task.get());
                    rested = false;
                } else if (!rested && attached.get() == 0) {
                    run(new Rest());
                    rested = true;
                }
            }
        } catch (InterruptedException e) {
            log.warn("{} was interrupted and ends", name());
        } finally {
            beginClose(gone());
            rooms.ifPresent(Rooms::close);
            if (lost) {
                log.info("{} has come back, closed its models and ended", thread.getName());
            }
        }
    }

    private void serve(LaneTask task) {
        if (rooms.isEmpty()) {
            Preparation preparation = new Preparation(task);
            step(preparation, this::settle);
            if (rooms.isEmpty()) {
                preparation.refuse(gone());
            }
            if (preparation.isRefused()) {
                return;
            }
        }
        run(task);
    }

    private void run(LaneTask task) {
        step(task, () -> task.run(this));
    }

    /** Finds out where this lane runs; it ends when that is nowhere. */
    private void settle() {
        Optional<Device> device = choice.settle();
        if (device.isEmpty()) {
            beginClose(new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, choice.problem().orElseThrow()));
        } else if (!lost) {
            thread.setName(name());
            Engine watched = new WatchedEngine(engine, opening -> step.ifPresent(now -> now.opening(opening)));
            rooms = Optional.of(new Rooms(new LaneModels(watched, device.get()), new LaneVoices(watched, device.get())));
        }
    }

    private void step(LaneTask task, Runnable work) {
        step = Optional.of(new Step(task));
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("a step on {} failed unexpectedly", name(), e);
        } finally {
            lastBusyNanos = System.nanoTime();
            step = Optional.empty();
        }
    }
}
