package org.bourdon.voice;

import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.osgi.annotation.versioning.ConsumerType;

/** A voice opened on a lane. Every call, and every call on its utterances, comes on that lane. */
@ConsumerType
public interface LoadedVoice extends AutoCloseable {

    /**
     * Begins a sentence. Several utterances may be under way at a time, each with its own state.
     *
     * @throws BourdonException VOICE_NOT_FOUND for a speaker that it does not have; TEXT_EMPTY when it knows none of the phonemes
     */
    Utterance begin(Sentence sentence, Delivery delivery) throws BourdonException;

    /** Gives working memory that it does not need while idle back to the system; the next utterance may be slower. */
    void rest(StopSignal stop) throws BourdonException;

    /** Closes its models. No utterance is used afterwards. */
    @Override
    void close();
}
