package org.bourdon.core.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
 */
public final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Engine engine;
    private final Device device;
    private final Mailbox mailbox;
    private final Duration idleAfter;
    private final Thread thread;
    private final LaneModels models;
    private final LaneVoices voices;
    private final AtomicInteger attached = new AtomicInteger();
    private final StopSignal closing = new StopSignal();
    private volatile long lastBusyNanos = System.nanoTime();
    private volatile long stepStartedNanos;
    private volatile boolean inStep;

    Lane(String name, Engine engine, Device device, int capacity, Duration idleAfter) {
        this.name = name;
        this.engine = engine;
        this.device = device;
        this.mailbox = new Mailbox(capacity);
        this.idleAfter = idleAfter;
        this.models = new LaneModels(engine, device);
        this.voices = new LaneVoices(engine, device);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Hands a step to the lane, which then runs or refuses it. */
    public void submit(LaneTask task) {
        switch (mailbox.put(task)) {
            case TAKEN -> { }
            case FULL -> task.refuse(new BourdonException(ErrorCode.BUSY, "the queue of " + name + " is full; try again shortly"));
            case CLOSED -> task.refuse(gone());
        }
    }

    /** Models that serve something other than a voice; only on this lane's thread. */
    public LaneModels models() {
        confine();
        return models;
    }

    /** Voices; only on this lane's thread. */
    public LaneVoices voices() {
        confine();
        return voices;
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

    boolean hasVoice(String voice) {
        return voices.names().contains(voice);
    }

    public int queued() {
        return mailbox.size();
    }

    boolean isIdleSince(Duration time) {
        return attached.get() == 0 && mailbox.size() == 0 && !inStep && System.nanoTime() - lastBusyNanos > time.toNanos();
    }

    LaneStatus status() {
        Optional<Duration> age = inStep ? Optional.of(Duration.ofNanos(System.nanoTime() - stepStartedNanos)) : Optional.empty();
        return new LaneStatus(name, mailbox.size(), age, List.copyOf(voices.names()));
    }

    /** Refuses what waits, stops what runs, and lets the thread close its models. Does not wait. */
    void beginClose() {
        List<LaneTask> left = mailbox.close();
        closing.stop();
        left.forEach(task -> task.refuse(gone()));
    }

    /** @return whether the thread ended within {@code patience} */
    boolean awaitClosed(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What to tell those whose work the lane's end has stopped. */
    public BourdonException gone() {
        return new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "the engine '" + engine.name() + "' on " + device + " has stopped");
    }

    private void confine() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(name + " was entered from " + Thread.currentThread());
        }
    }

    private void work() {
        // Native libraries and service loaders of the engine look for their classes here.
        thread.setContextClassLoader(engine.getClass().getClassLoader());
        boolean rested = true;
        try {
            while (!mailbox.isClosed()) {
                Optional<LaneTask> task = mailbox.take(idleAfter);
                if (task.isPresent()) {
                    step(() -> task.get().run(this));
                    rested = false;
                } else if (!rested && attached.get() == 0) {
                    step(() -> voices.rest(closing));
                    rested = true;
                }
            }
        } catch (InterruptedException e) {
            log.warn("{} was interrupted and ends", name);
        } finally {
            beginClose();
            voices.close();
            models.close();
        }
    }

    private void step(Runnable work) {
        stepStartedNanos = System.nanoTime();
        inStep = true;
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("a step on {} failed unexpectedly", name, e);
        } finally {
            lastBusyNanos = System.nanoTime();
            inStep = false;
        }
    }
}
