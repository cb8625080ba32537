package org.bourdon.core.cache;

import org.bourdon.text.Sentence;
import org.bourdon.text.Word;
import org.bourdon.voice.Delivery;

/**
 * What decides how a sentence sounds, in one digest: who speaks it, and everything that a voice format is told of it.
 *
 * @param hex 64 digits
 */
record SentenceKey(String hex) {

    /**
     * @param voice  of {@link VoiceDigests}
     * @param engine that computes it
     */
    static SentenceKey of(String voice, String engine, Sentence sentence, Delivery delivery) {
        Digest digest = new Digest().add(voice).add(engine)
                .add(Double.toString(delivery.speed())).add(delivery.speaker().map("="::concat).orElse(""))
                .add(delivery.noiseScale().toString()).add(delivery.noiseWidth().toString())
                .add(sentence.text()).add(sentence.spoken()).add(sentence.phonemes()).add(sentence.intonation().name());
        for (Word word : sentence.words()) {
            digest.add(word.text()).add(word.ipa()).add(word.origin().name());
        }
        return new SentenceKey(digest.hex());
    }
}
