package org.bourdon.core.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.daemon.DaemonStatus.LaneStatus;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineProcess;
import org.bourdon.engine.IsolatedEngine;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one engine on one device. The first is always open; further ones, on a CPU, open when work waits for a voice and close
 * when idle, so that an idle daemon stays small and a busy one uses the machine. A lost lane is replaced, until too many are.
 */
public final class LaneGroup {

    private static final Logger log = LoggerFactory.getLogger(LaneGroup.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Engine engine;
    private final DeviceChoice choice;
    private final LaneLimits limits;
    private final LongSlices slices;
    private final Pile pile;
    /** Changed under the lock; read by lanes, which never take it. */
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    /** Told to close, and not at their end yet. */
    private final List<Lane> leaving = new ArrayList<>();
    /** Lost, and still in a native call as far as anybody knows. */
    private final List<Lane> inside = new ArrayList<>();
    private int lost;
    private Optional<String> givenUp = Optional.empty();
    private boolean closed;

    LaneGroup(Engine engine, LaneLimits limits, LongSlices slices) {
        this.engine = engine;
        this.choice = new DeviceChoice(engine);
        this.limits = limits;
        this.slices = slices;
        this.pile = new Pile(limits.queue());
        openLane(0);
    }

    public Engine engine() {
        return engine;
    }

    /** Why no model can be opened now. */
    public synchronized Optional<String> problem() {
        return givenUp.or(choice::problem).or(() -> closed ? Optional.of("the engine '" + engine.name() + "' has stopped") : Optional.empty());
    }

    /**
     * Where models other than voices run.
     *
     * @throws BourdonException ENGINE_UNAVAILABLE with the reason when there is no lane
     */
    public synchronized Lane first() throws BourdonException {
        if (problem().isPresent() || lanes.isEmpty()) {
            throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, problem().orElse("the engine '" + engine.name() + "' has no lane now"));
        }
        return lanes.getFirst();
    }

    /** Those that are open now. */
    public synchronized List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    /**
     * Hands in a sentence to be begun by the lane that is free first, which then runs or refuses it. A version that is open nowhere opens
     * on the first lane, which stays: what is open is open there at least.
     *
     * @throws BourdonException ENGINE_UNAVAILABLE with the reason when there is no lane, BUSY when too many wait; nothing is handed in then
     */
    public void submit(LaneTask sentence, VoiceVersion voice) throws BourdonException {
        Optional<Lane> wakened;
        synchronized (this) {
            first();
            // On the way to every first sound, with caches that inference has emptied: hence no streams.
            boolean here = false;
            boolean free = false;
            for (Lane lane : lanes) {
                if (takes(lane, voice)) {
                    here |= lane.isFreeAfterThis();
                    free |= !lane.isOccupied();
                }
            }
            boolean alone = pile.size() == 0;
            wakened = alone && (here || free) ? Optional.empty() : helper(voice);
            if (!(alone && here ? pile.keep(sentence, voice) : pile.put(sentence, voice))) {
                throw new BourdonException(ErrorCode.BUSY, "too many sentences wait for the engine '" + engine.name() + "'; try again shortly");
            }
        }
        wakened.ifPresent(lane -> lane.submit(new OpenVoice(voice)));
    }

    /** A sentence of the voice is about to come: a lane with nothing to do wakes up for it now. */
    public void expect(VoiceVersion voice) {
        pile.expect(voice);
    }

    /** Whether a lane takes sentences of a voice: where it is open, and on the first if it is open nowhere. */
    private boolean takes(Lane lane, VoiceVersion voice) {
        return lane.hasOpen(voice) || lanes.indexOf(lane) == 0 && lanes.stream().noneMatch(other -> other.hasOpen(voice));
    }

    /** A lane that could share the work on a voice once it has opened it. */
    private Optional<Lane> helper(VoiceVersion voice) {
        boolean opening = lanes.stream().anyMatch(lane -> !lane.hasOpen(voice) && lane.queued() > 0);
        if (opening) {
            return Optional.empty();
        }
        Optional<Lane> without = lanes.stream().filter(lane -> !lane.hasOpen(voice) && lane.attached() == 0).findFirst();
        int most = choice.settled().map(limits::lanesOn).orElse(1);
        if (without.isPresent() || lanes.size() >= most) {
            return without;
        }
        return Optional.of(openLane(lanes.size()));
    }

    private Lane openLane(int place) {
        int number = 0;
        while (isTaken(number)) {
            number++;
        }
        Lane lane = new Lane(number, engine, choice, limits, slices, pile, this::takes);
        lanes.add(place, lane);
        lane.start();
        return lane;
    }

    private boolean isTaken(int number) {
        return lanes.stream().anyMatch(lane -> lane.number() == number);
    }

    /** Closes the lanes beyond the first that have been idle for long enough. */
    void closeIdle() {
        List<Lane> idle;
        synchronized (this) {
            idle = lanes.stream().skip(1).filter(lane -> lane.retire(limits.closeAfter())).toList();
            lanes.removeAll(idle);
            leaving.addAll(idle);
        }
        idle.forEach(lane -> lane.beginClose(stopped()));
    }

    /** Whether there has been nothing to do for as long as lanes beyond the first are kept open. */
    synchronized boolean isIdle() {
        return pile.size() == 0 && lanes.stream().allMatch(lane -> lane.isIdleSince(limits.closeAfter()));
    }

    /**
     * Looks after lanes whose steps do not end, replaces those that are lost, and notes the end of those that have left.
     * What it does to tasks happens without the lock, because they take theirs first.
     *
     * @return whether a new lane has taken the place of the first
     */
    boolean look() {
        List<Lane> gone = everyLane().stream().filter(Lane::look).toList();
        List<Lane> forsaken;
        boolean replaced;
        synchronized (this) {
            Optional<Lane> first = lanes.stream().findFirst();
            leaving.removeIf(Lane::hasEnded);
            inside.removeIf(Lane::hasEnded);
            gone = gone.stream().filter(lane -> lanes.contains(lane) || leaving.contains(lane)).toList();
            leaving.removeAll(gone);
            inside.addAll(gone);
            lost += gone.size();
            forsaken = giveUpOrResume();
            lanes.stream().filter(lane -> lane.isLost() || lane.hasEnded()).toList().forEach(this::replace);
            replaced = !lanes.isEmpty() && !first.equals(lanes.stream().findFirst());
        }
        forsaken.forEach(lane -> lane.beginClose(new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, problem().orElse("given up"))));
        gone.forEach(this::handOver);
        if (replaced) {
            pile.lookAgain();
        }
        refuseIfAbandoned();
        return replaced;
    }

    private synchronized List<Lane> everyLane() {
        return Stream.concat(lanes.stream(), leaving.stream()).toList();
    }

    /** One that has found no device ends by itself, and so would another in its place. */
    private void replace(Lane lane) {
        int place = lanes.indexOf(lane);
        lanes.remove(lane);
        if (problem().isEmpty()) {
            openLane(place);
        }
    }

    /** @return lanes that are in order and have to close nevertheless */
    private List<Lane> giveUpOrResume() {
        boolean tooMany = inside.size() >= limits.mostLost();
        if (tooMany == givenUp.isPresent() || closed) {
            return List.of();
        }
        if (!tooMany) {
            log.warn("the engine {} is tried again: a lost lane has come back", engine.name());
            givenUp = Optional.empty();
            openLane(0);
            return List.of();
        }
        givenUp = Optional.of("the engine '" + engine.name() + "' is given up: " + inside.size()
                + " of its lanes are lost in native calls that do not come back");
        log.error("{}", givenUp.get());
        List<Lane> others = lanes.stream().filter(lane -> !lane.isLost()).toList();
        lanes.clear();
        leaving.addAll(others);
        return others;
    }

    /** Where there is no lane any more, nobody would ever come for what waits. */
    private void refuseIfAbandoned() {
        List<LaneTask> left;
        synchronized (this) {
            left = lanes.isEmpty() ? pile.clear() : List.of();
        }
        if (left.isEmpty()) {
            return;
        }
        BourdonException why = new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, problem().orElse("the engine '" + engine.name() + "' has no lane now"));
        left.forEach(task -> task.refuse(why));
    }

    private void handOver(Lane lost) {
        log.error("{}", lost.gone().getMessage());
        for (LaneTask waiting : lost.abandon()) {
            Optional<Lane> heir = heir();
            if (heir.isPresent() && waiting.moveTo(heir.get())) {
                heir.get().submit(waiting);
            } else {
                waiting.refuse(lost.gone());
            }
        }
    }

    private synchronized Optional<Lane> heir() {
        return lanes.stream().min(Comparator.comparing(Lane::attached));
    }

    private BourdonException stopped() {
        return new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "the engine '" + engine.name() + "' on " + choice.expected() + " has stopped");
    }

    /** Refuses what waits, stops what runs, closes the models on their lanes and waits for the lanes to end; not for one that is lost. */
    void close(Duration patience) {
        synchronized (this) {
            closed = true;
            leaving.addAll(lanes);
            lanes.clear();
        }
        refuseIfAbandoned();
        List<Lane> all = ending();
        all.forEach(lane -> lane.beginClose(stopped()));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!all.isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            all.getFirst().awaitEnd(LOOK);
            look();
            all = ending();
        }
        all.forEach(lane -> log.error("{} did not end within {} ms and is left behind", lane.name(), patience.toMillis()));
    }

    private synchronized List<Lane> ending() {
        return List.copyOf(leaving);
    }

    public synchronized int queued() {
        return pile.size() + lanes.stream().mapToInt(Lane::queued).sum();
    }

    /**
     * Takes a sentence back that no lane has begun.
     *
     * @return whether that was so: it is neither run nor refused then
     */
    public boolean withdraw(LaneTask sentence) {
        return pile.withdraw(sentence);
    }

    synchronized EngineStatus status() {
        List<EngineProcess> processes = engine instanceof IsolatedEngine isolated ? isolated.processes() : List.of();
        // What any lane may take is shown with the first.
        List<LaneStatus> each = lanes.stream().map(lane -> lane.status(lanes.indexOf(lane) == 0 ? pile.size() : 0)).toList();
        return new EngineStatus(engine.name(), choice.expected().toString(), each, choice.devices(),
                choice.fallback(), lost, problem(), engine instanceof IsolatedEngine, processes);
    }
}
