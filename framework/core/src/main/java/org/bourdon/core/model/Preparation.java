package org.bourdon.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.bourdon.core.lane.Lane;
import org.bourdon.core.lane.LaneTask;
import org.bourdon.core.lane.Urgency;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a version of a voice on a lane and has it speak the golden sentence, a step at a time and after everybody who waits for a first
 * sound. The longest of its steps is the opening itself, some tens of milliseconds for a voice of our own; a lane does nothing else
 * meanwhile. What fails stays open, for whoever else may use it by then; its keeper has it closed.
 */
final class Preparation implements LaneTask {

    private static final Logger log = LoggerFactory.getLogger(Preparation.class);
    /** Listeners that have less than this to play go first. */
    private static final long HEADROOM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final VoiceVersion version;
    private final Urgency urgency = Urgency.laterStep(System.nanoTime() + HEADROOM_NANOS);
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    /** Confined to the lane. */
    private final List<float[]> spoken = new ArrayList<>();
    private Optional<Utterance> utterance = Optional.empty();
    private boolean opened;
    private long samples;

    Preparation(VoiceVersion version) {
        this.version = version;
    }

    /** Done when the voice is open and fit; fails with a {@link BourdonException}. */
    CompletableFuture<Void> result() {
        return result;
    }

    /** Nobody waits for it any more. */
    void abandon() {
        stop.stop();
    }

    @Override
    public Urgency urgency() {
        return urgency;
    }

    @Override
    public void run(Lane lane) {
        try (StopSignal.Registration _ = lane.closing().onStop(stop::stop)) {
            if (stop.isStopped()) {
                throw new BourdonException(ErrorCode.CANCELLED, "the preparation of voice " + version.name() + " was stopped");
            }
            if (step(lane)) {
                end();
                result.complete(null);
                return;
            }
        } catch (BourdonException e) {
            fail(lane.closing().isStopped() ? lane.gone() : e);
            return;
        } catch (RuntimeException | Error e) {
            log.error("voice {} failed unexpectedly in its golden sentence", version.name(), e);
            fail(new BourdonException(ErrorCode.VOICE_BROKEN, "voice " + version.name() + " failed unexpectedly: " + e, e));
            return;
        }
        lane.submit(this);
    }

    /** @return whether that was all */
    private boolean step(Lane lane) throws BourdonException {
        if (!opened) {
            lane.voices().get(version);
            opened = true;
            return false;
        }
        if (utterance.isEmpty()) {
            utterance = Optional.of(lane.voices().get(version).begin(GoldenSentence.in(version.voice().language()), GoldenSentence.DELIVERY));
        }
        PcmStep step = utterance.get().next(stop);
        spoken.add(step.samples());
        samples += step.samples().length;
        boolean last = step.last() || GoldenSentence.isTooLong(samples, version.voice().sampleRateHz());
        if (last) {
            Optional<String> fault = GoldenSentence.fault(spoken, version.voice().sampleRateHz());
            if (fault.isPresent()) {
                throw new BourdonException(ErrorCode.VOICE_BROKEN,
                        "voice " + version.name() + " does not speak its golden sentence as a voice does: " + fault.get());
            }
        }
        return last;
    }

    private void fail(BourdonException why) {
        end();
        result.completeExceptionally(why);
    }

    private void end() {
        utterance.ifPresent(Utterance::close);
        utterance = Optional.empty();
        spoken.clear();
    }

    @Override
    public boolean isUnwanted() {
        return stop.isStopped();
    }

    @Override
    public void abandon(BourdonException why) {
        stop.stop();
        result.completeExceptionally(why);
    }

    @Override
    public void refuse(BourdonException why) {
        // The lane is gone, and the voice with it, or it was full; what it has opened is swept up.
        result.completeExceptionally(why);
    }
}
