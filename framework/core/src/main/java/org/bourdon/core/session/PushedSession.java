package org.bourdon.core.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessionState;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioStatistics;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * A session of a client's own audio: what is pushed waits in a buffer, and {@link SessionPlayer} asks at every moment what is due.
 * Everything but that thread's work goes on under one lock, which nobody holds while he waits for a client or a sink.
 */
final class PushedSession {

    /** What the player is to do. */
    sealed interface Turn {

        /** Nothing, for so long or until {@link #awaitChange} returns earlier. */
        record Wait(long nanos) implements Turn {
        }

        /** Give this to the sink. */
        record Play(byte[] bytes, AudioFormat format) implements Turn {
        }

        /** Give the sink back, and say {@link #ended}. */
        record End(AudioSessionEnd how) implements Turn {
        }

        /** Forget the session. */
        record Leave() implements Turn {
        }
    }

    private static final int BLOCKS_A_SECOND = 50;
    private static final Turn LONG_WAIT = new Turn.Wait(TimeUnit.MINUTES.toNanos(1));

    private final String id;
    private final String token;
    private final AudioSessionRequest request;
    private final SessionLimits limits;
    private final SessionFigures figures;
    private final LongSupplier nanos;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition told = lock.newCondition();

    private final SourceReader source;
    private final SoundBuffer buffer;
    private final SessionEvents events = new SessionEvents();
    private final Instant startTime;
    private Optional<Instant> endTime = Optional.empty();
    private Optional<Hold> holder = Optional.empty();
    private Optional<AudioSessionEnd> ending = Optional.empty();
    private boolean formatSettled;
    private boolean paused;
    private boolean finishing;
    private boolean over;
    private boolean abandoned;
    private boolean changed;
    private long detachedAt;
    private long lastUsed;
    private long bytesReceived;
    private long chunks;
    private long framesPlayed;
    private long underruns;

    /** Whether sound follows sound; if not, the next sound begins a new count of time. */
    private boolean flowing;
    private long flowStart;
    private long flowFrames;
    /** When the sink has nothing more to play. */
    private long dryAt;
    private long waitingSince;
    private boolean sinkKeepsTime;

    PushedSession(String id, String token, AudioSessionRequest request, SessionLimits limits, SessionFigures figures, LongSupplier nanos, Clock clock) {
        this.id = id;
        this.token = token;
        this.request = request;
        this.limits = limits;
        this.figures = figures;
        this.nanos = nanos;
        this.clock = clock;
        this.source = new SourceReader(request.format());
        this.buffer = new SoundBuffer(limits.bufferBytes(request.format()));
        this.startTime = clock.instant();
        this.lastUsed = nanos.getAsLong();
        this.dryAt = lastUsed;
    }

    String id() {
        return id;
    }

    String token() {
        return token;
    }

    AudioSession attach() {
        lock.lock();
        try {
            Hold hold = new Hold(this);
            holder = Optional.of(hold);
            abandoned = false;
            signalAll();
            return hold;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it from outside of its client. */
    void end(AudioSessionEnd how) {
        lock.lock();
        try {
            ending = ending.or(() -> Optional.of(how));
            abandoned = true;
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets it play what it has, if it plays; nobody comes back to it afterwards. */
    void finishOrEnd(AudioSessionEnd how) {
        lock.lock();
        try {
            if (paused) {
                end(how);
            } else if (!over) {
                finishing();
            }
            abandoned = true;
            signal();
        } finally {
            lock.unlock();
        }
    }

    // ---- the player's side

    Turn next() {
        lock.lock();
        try {
            changed = false;
            long now = nanos.getAsLong();
            long windowLeft = holder.isPresent() ? Long.MAX_VALUE : detachedAt + limits.resume().toNanos() - now;
            if (over) {
                return holder.isPresent() || abandoned || windowLeft <= 0 ? new Turn.Leave() : new Turn.Wait(windowLeft);
            }
            long idleLeft = lastUsed + limits.idle().toNanos() - now;
            if (ending.isEmpty() && windowLeft <= 0) {
                ending = Optional.of(new AudioSessionEnd.Stopped());
            } else if (ending.isEmpty() && idleLeft <= 0 && !flowing) {
                ending = Optional.of(new AudioSessionEnd.Idle());
            }
            if (ending.isPresent()) {
                return new Turn.End(ending.get());
            }
            Turn turn = due(now);
            return turn instanceof Turn.Wait(long wait) ? new Turn.Wait(Math.min(Math.min(wait, windowLeft), idleLeft > 0 ? idleLeft : wait)) : turn;
        } finally {
            lock.unlock();
        }
    }

    private Turn due(long now) {
        if (paused) {
            flowing = false;
            return LONG_WAIT;
        }
        boolean dry = frames() == 0;
        if (!flowing && !dry) {
            long early = waitingSince + limits.prebuffer().toNanos() - now;
            if (!finishing && early > 0 && buffered().compareTo(limits.prebuffer()) <= 0) {
                return new Turn.Wait(early);
            }
            flowing = true;
            flowStart = Math.max(now, dryAt);
            flowFrames = 0;
        }
        if (now < dryAt && (dry || !sinkKeepsTime)) {
            return flowing || finishing ? new Turn.Wait(dryAt - now) : LONG_WAIT;
        }
        if (dry) {
            return ranDry();
        }
        if (request.echo() && events.echoBytes() >= limits.bufferBytes(format())) {
            flowing = false;
            return LONG_WAIT;
        }
        byte[] bytes = buffer.take(Math.min(frames(), format().sampleRateHz() / BLOCKS_A_SECOND) * format().bytesPerFrame());
        room.signalAll();
        return new Turn.Play(bytes, format());
    }

    private Turn ranDry() {
        if (finishing) {
            return new Turn.End(new AudioSessionEnd.Played());
        }
        if (flowing) {
            flowing = false;
            underruns++;
            figures.underrun();
            tell(new AudioSessionEvent.Underrun(underruns));
        }
        return LONG_WAIT;
    }

    /**
     * @param echo    what the sink was given, in the session's format
     * @param latency of the sink, if it keeps time
     */
    void played(int frames, byte[] echo, Optional<Duration> latency) {
        lock.lock();
        try {
            framesPlayed += frames;
            flowFrames += frames;
            sinkKeepsTime = latency.isPresent();
            long now = nanos.getAsLong();
            dryAt = latency.map(time -> now + time.toNanos()).orElseGet(() -> flowStart + format().duration(flowFrames).toNanos());
            lastUsed = now;
            if (request.echo()) {
                tell(new AudioSessionEvent.Echo(echo));
            }
        } finally {
            lock.unlock();
        }
    }

    boolean echoes() {
        return request.echo();
    }

    void ended(AudioSessionEnd how) {
        lock.lock();
        try {
            over = true;
            endTime = Optional.of(clock.instant());
            buffer.clear();
            if (!(how instanceof AudioSessionEnd.Played)) {
                events.clear();
            }
            tell(new AudioSessionEvent.Ended(how, statistics()));
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has changed since the latest {@link #next}, at most for so long. */
    void awaitChange(long nanosAtMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanosAtMost;
            while (!changed && left > 0) {
                left = change.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the client's side, for the hold that counts

    void push(Hold by, byte[] bytes, Duration patience) throws BourdonException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireGoingOn(by);
            if (finishing) {
                throw invalid("the session " + id + " takes no more audio: its end was announced");
            }
            if (paused && bytes.length > buffer.room()) {
                throw new BourdonException(ErrorCode.BUSY, "the session " + id + " is paused and has room for " + buffer.room() + " more bytes");
            }
            long left = patience.toNanos();
            for (int at = 0; at < bytes.length; ) {
                while (buffer.room() == 0) {
                    if (left <= 0) {
                        throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, "the session " + id + " took " + at + " of " + bytes.length
                                + " bytes within " + patience.toMillis() + " ms");
                    }
                    left = room.awaitNanos(left);
                    requireGoingOn(by);
                }
                at += take(bytes, at);
            }
            chunks++;
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] bytes, int at) throws BourdonException {
        boolean dry = frames() == 0;
        int piece = Math.min(bytes.length - at, buffer.room());
        bytesReceived += piece;
        try {
            source.feed(bytes, at, piece, this::add);
        } catch (BourdonException e) {
            ending = ending.or(() -> Optional.of(new AudioSessionEnd.Failed(e.code(), e.getMessage())));
            signalAll();
            throw e;
        }
        used();
        if (dry && frames() > 0) {
            waitingSince = lastUsed;
        }
        if (!flowing) {
            signal();
        }
        return piece;
    }

    private void add(byte[] bytes, int from, int length) {
        if (!formatSettled) {
            formatSettled = true;
            buffer.capacity(limits.bufferBytes(source.format()));
        }
        buffer.add(bytes, from, length);
    }

    void pause(Hold by, boolean wanted) throws BourdonException {
        lock.lock();
        try {
            requireGoingOn(by);
            paused = wanted;
            used();
            signal();
        } finally {
            lock.unlock();
        }
    }

    void finish(Hold by) throws BourdonException {
        lock.lock();
        try {
            requireGoingOn(by);
            finishing();
        } finally {
            lock.unlock();
        }
    }

    private void finishing() {
        if (!finishing) {
            finishing = true;
            source.end(this::add);
        }
        used();
        signal();
    }

    void stop(Hold by) throws BourdonException {
        lock.lock();
        try {
            requireHeld(by);
            if (!over) {
                ending = ending.or(() -> Optional.of(new AudioSessionEnd.Stopped()));
                signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void letGo(Hold by, boolean forGood) {
        lock.lock();
        try {
            if (holds(by)) {
                holder = Optional.empty();
                detachedAt = nanos.getAsLong();
                if (forGood) {
                    end(new AudioSessionEnd.Stopped());
                }
                signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<AudioSessionEvent> take(Hold by, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (true) {
                if (!holds(by)) {
                    return Optional.of(new AudioSessionEvent.Detached());
                }
                Optional<AudioSessionEvent> event = events.poll();
                if (event.isPresent() || left <= 0) {
                    if (!flowing) {
                        signal();
                    }
                    return event;
                }
                left = told.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    AudioSessionStatus status() {
        lock.lock();
        try {
            AudioSessionState state = over ? AudioSessionState.ENDED : paused ? AudioSessionState.PAUSED
                    : finishing ? AudioSessionState.FINISHING : AudioSessionState.PLAYING;
            return new AudioSessionStatus(id, request.client(), format(), limits.sink(), state, holder.isPresent(), buffered(), statistics());
        } finally {
            lock.unlock();
        }
    }

    // ---- under the lock

    private AudioFormat format() {
        return source.format();
    }

    private int frames() {
        return buffer.size() / format().bytesPerFrame();
    }

    private Duration buffered() {
        return format().duration(frames());
    }

    private AudioStatistics statistics() {
        return new AudioStatistics(bytesReceived, chunks, framesPlayed, underruns, startTime, endTime);
    }

    private void used() {
        lastUsed = nanos.getAsLong();
    }

    private void tell(AudioSessionEvent event) {
        events.add(event);
        told.signalAll();
    }

    private boolean holds(Hold by) {
        return holder.isPresent() && holder.get() == by;
    }

    private void requireHeld(Hold by) throws BourdonException {
        if (!holds(by)) {
            throw new BourdonException(ErrorCode.CANCELLED, "the session " + id + " is not held by this client any more");
        }
    }

    private void requireGoingOn(Hold by) throws BourdonException {
        requireHeld(by);
        if (over || ending.isPresent()) {
            throw invalid("the session " + id + " is over");
        }
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }

    private void signal() {
        changed = true;
        change.signal();
    }

    private void signalAll() {
        signal();
        room.signalAll();
        told.signalAll();
    }
}
