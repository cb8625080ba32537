package org.bourdon.voice.piper.side;

import java.util.HashSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once which phonemes a voice leaves out because it does not know them. */
public final class UnknownPhonemes {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownPhonemes.class);
    private static final int MOST = 1_000;

    private final String voice;
    private final Set<Integer> reported = new HashSet<>();

    public UnknownPhonemes(String voice) {
        this.voice = voice;
    }

    public void report(Set<Integer> unknown) {
        for (int phoneme : unknown) {
            if (reported.size() < MOST && reported.add(phoneme)) {
                LOG.warn("The voice {} does not know the phoneme '{}' (U+{}) and leaves it out", voice, Character.toString(phoneme),
                        String.format("%04X", phoneme));
            }
        }
    }
}
