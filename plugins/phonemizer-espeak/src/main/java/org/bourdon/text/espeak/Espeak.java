package org.bourdon.text.espeak;

import java.util.List;

import org.bourdon.error.BourdonException;

/** An espeak-ng on this machine. Safe on any thread; one thread of its own does all the work, since espeak-ng stands no other. */
interface Espeak extends AutoCloseable {

    /** Texts are shorter than this, in characters and in bytes of UTF-8, and hold no line ends and no square brackets. */
    int LONGEST_TEXT = 300;
    int LONGEST_TEXT_BYTES = 900;

    /** @throws BourdonException UNSUPPORTED when espeak-ng is not installed, with what to install; ENGINE_FAILED */
    EspeakVoices voices() throws BourdonException;

    /**
     * Says in IPA how texts are spoken.
     *
     * @param voice one of {@link #voices}
     * @return for each text the clauses that espeak-ng found in it, without punctuation
     * @throws BourdonException UNSUPPORTED, ENGINE_FAILED, BUSY
     */
    List<List<String>> translate(String voice, List<String> texts) throws BourdonException;

    @Override
    void close();
}
