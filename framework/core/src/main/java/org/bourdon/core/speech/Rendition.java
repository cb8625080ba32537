package org.bourdon.core.speech;

import java.time.Duration;

import org.bourdon.core.lane.Urgency;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.text.Sentence;

/**
 * What of a request has been said, and how urgent the rest is. Written by who does the present step; the urgency is asked for by whoever queues
 * the next.
 */
final class Rendition {

    private final Cast cast;
    private final int rateHz;
    private final EventBuffer events;
    private final int pauseSamples;
    private final long acceptedNanos = System.nanoTime();
    private int sentences;
    private boolean pauseDue;
    private volatile long sentenceNanos;
    private volatile long samples;
    private volatile long firstAudioNanos;

    Rendition(Cast cast, EventBuffer events, int pauseSamples) {
        this.cast = cast;
        this.rateHz = cast.voice().voice().sampleRateHz();
        this.events = events;
        this.pauseSamples = pauseSamples;
    }

    SpeechEvent.Started introduction() {
        return new SpeechEvent.Started(cast.voice().name(), cast.engine(), rateHz, cast.fallback());
    }

    void begin(Sentence sentence) {
        if (sentences == 0) {
            events.add(introduction());
        }
        if (pauseDue) {
            add(new float[pauseSamples]);
        }
        // A piece of a long sentence ends in a comma, and the voice's own pause for that is enough.
        pauseDue = !sentence.phonemes().endsWith(",");
        sentenceNanos = System.nanoTime();
        events.add(new SpeechEvent.SentenceBegun(sentences++, sentence.text(), samples));
    }

    /** @param madeNanos when, on the clock of {@link System#nanoTime} */
    void sound(float[] pcm, long madeNanos) {
        if (samples == 0) {
            firstAudioNanos = madeNanos;
        }
        add(pcm);
    }

    private void add(float[] pcm) {
        if (pcm.length > 0) {
            events.add(new SpeechEvent.Audio(pcm));
            samples += pcm.length;
        }
    }

    Urgency urgency() {
        return samples == 0 ? Urgency.firstStep(acceptedNanos) : Urgency.laterStep(firstAudioNanos + samples * 1_000_000_000L / rateHz, sentenceNanos);
    }

    Outcome whole(Duration synthesis) {
        return new Outcome.Done(samples, sentences, Duration.ofNanos(firstAudioNanos - acceptedNanos), synthesis);
    }
}
