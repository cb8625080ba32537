package org.bourdon.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the written text of a language into sentences of phonemes.
 * <p>
 * Called on virtual threads, by many at a time; may wait for a model, never call on a lane.
 */
@ConsumerType
public interface TextFrontEnd {

    /**
     * The primary language subtags (BCP 47) that it speaks, such as {@code en}. Of several front ends that speak a language, the one with the
     * highest {@code service.ranking} is asked.
     */
    Set<String> languages();

    /**
     * This front end for the language of one voice, region and private use subtags ({@link org.bourdon.voice.Voice#language}) included.
     * What it does not tell apart it speaks in the same way. Called for each request, so it costs next to nothing.
     *
     * @throws BourdonException UNSUPPORTED when something that the language needs is not installed, with what to install
     */
    default TextFrontEnd in(Locale language) throws BourdonException {
        return this;
    }

    /**
     * Where the first sentence of a text ends.
     *
     * @param text     any length; only the beginning is looked at
     * @param complete whether the text is all there is; if not, more may follow and a sentence ends only where that is certain
     * @return the index after the sentence and the white space behind it; {@code -1} when more text is needed, which never happens
     *         when {@code complete} or when the text is longer than the longest sentence that it takes
     */
    int firstSentenceEnd(CharSequence text, boolean complete);

    /**
     * Says how one sentence is spoken. A long one comes in pieces of at most about 200 phonemes, cut where a speaker would breathe.
     * What cannot be spoken is left out.
     *
     * @return the pieces in order; empty when nothing in the text can be spoken
     * @throws BourdonException what running a pronunciation model throws
     */
    List<Sentence> analyse(String sentence, Pieces pieces) throws BourdonException;

    /** Loads whatever the first call would otherwise wait for. Called once, in the background. */
    default void warmUp() throws BourdonException {
    }
}
