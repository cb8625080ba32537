package org.bourdon.speech;

import java.util.Objects;
import java.util.Optional;

/** What happens to a request, in order: started, then sentences with their audio, then ended. A request that fails early only ends. */
public sealed interface SpeechEvent {

    /**
     * The first audio is about to come.
     *
     * @param voice    that speaks
     * @param engine   that it speaks with
     * @param fallback why these are not what was asked for; empty when they are
     */
    record Started(String voice, String engine, int sampleRateHz, Optional<String> fallback) implements SpeechEvent {
    }

    /**
     * A sentence, or a piece of a long one, begins.
     *
     * @param index    counts pieces from 0
     * @param text     as written
     * @param atSample where it begins in the request's audio
     */
    record SentenceBegun(int index, String text, long atSample) implements SpeechEvent {

        public SentenceBegun {
            Objects.requireNonNull(text);
        }
    }

    /** Mono PCM at the rate that {@link Started} named, nominally within ±1. The receiver may keep it. */
    record Audio(float[] samples) implements SpeechEvent {

        public Audio {
            Objects.requireNonNull(samples);
        }
    }

    /** Nothing follows. */
    record Ended(Outcome outcome) implements SpeechEvent {

        public Ended {
            Objects.requireNonNull(outcome);
        }
    }
}
