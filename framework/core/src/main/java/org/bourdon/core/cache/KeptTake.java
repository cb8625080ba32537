package org.bourdon.core.cache;

import java.util.Optional;

import org.bourdon.core.lane.Lane;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.bourdon.voice.PcmStep;

/** Reads a sentence from the cache. */
final class KeptTake implements Take {

    private final Sentence sentence;
    private final SoundMemory memory;
    private final Recording recording;
    private final int steps;
    private int step;

    /** @param recording held for this */
    KeptTake(Sentence sentence, SoundMemory memory, Recording recording) {
        this.sentence = sentence;
        this.memory = memory;
        this.recording = recording;
        this.steps = memory.steps(recording);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }

    @Override
    public boolean hasBegun() {
        return step > 0;
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    @Override
    public void bind(Lane lane) {
        // None is needed.
    }

    @Override
    public Optional<Lane> lane() {
        return Optional.empty();
    }

    @Override
    public Optional<Lane> laneToClose() {
        return Optional.empty();
    }

    @Override
    public Optional<PcmStep> next(Optional<Lane> here) {
        float[] samples = memory.read(recording, step++);
        return Optional.of(new PcmStep(samples, step == steps));
    }

    @Override
    public void letDown() {
        // Nothing is computed.
    }

    @Override
    public void abort(BourdonException why) {
        // Nothing is computed.
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public boolean moveTo(Lane other) {
        return false;
    }

    @Override
    public void close(Optional<Lane> here) {
        memory.release(recording);
    }
}
