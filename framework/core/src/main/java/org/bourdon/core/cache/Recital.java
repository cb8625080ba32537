package org.bourdon.core.cache;

import java.util.Optional;

import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;

/** The sentences of one request on their way to sound. */
public final class Recital {

    private final SentenceCache cache;
    private final VoiceVersion voice;
    private final LaneGroup lanes;
    private final Delivery delivery;
    private final boolean shareable;

    Recital(SentenceCache cache, VoiceVersion voice, LaneGroup lanes, Delivery delivery, boolean shareable) {
        this.cache = cache;
        this.voice = voice;
        this.lanes = lanes;
        this.delivery = delivery;
        this.shareable = shareable;
    }

    /** Looks ahead for the sound of a sentence; may read a file, and never comes on a lane. */
    public Part prepare(Sentence sentence) {
        Optional<SentenceKey> key = shareable ? cache.key(voice, lanes.engine(), sentence, delivery) : Optional.empty();
        key.ifPresent(known -> cache.fetch(known, voice.voice().sampleRateHz()));
        return new Part(sentence, key);
    }

    /** Begins a sentence; does not wait. */
    public Take take(Part part) {
        return part.key().isPresent() ? cache.performances().take(part.sentence(), part.key().get(), voice, lanes, delivery)
                : cache.performances().alone(part.sentence(), voice, delivery);
    }
}
