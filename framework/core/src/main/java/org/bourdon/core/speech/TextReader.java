package org.bourdon.core.speech;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request's text, sentence by sentence, a little ahead of the sound.
 *
 * @param hurry whether the first piece should be short, because the voice makes no sound before all of it is computed
 */
record TextReader(PendingText text, TextFrontEnd frontEnd, boolean hurry, Narration narration) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TextReader.class);
    private static final Duration CLIENT_SILENCE = Duration.ofMinutes(5);

    @Override
    public void run() {
        try {
            read();
        } catch (BourdonException e) {
            narration.fail(e);
        } catch (InterruptedException e) {
            narration.fail(new BourdonException(ErrorCode.CANCELLED, "the reading of the text was interrupted", e));
        } catch (RuntimeException e) {
            log.error("the text of a request could not be read", e);
            narration.fail(new BourdonException(ErrorCode.INTERNAL, "the text could not be read: " + e, e));
        }
    }

    private void read() throws BourdonException, InterruptedException {
        boolean nothingYet = true;
        Optional<String> written;
        while ((written = text.nextSentence(frontEnd::firstSentenceEnd, CLIENT_SILENCE)).isPresent()) {
            narration.clock().textIsThere(text.changedNanos());
            if (nothingYet) {
                narration.isRead();
            }
            List<Sentence> sentences = frontEnd.analyse(written.get(), nothingYet && hurry ? Pieces.SHORT_FIRST : Pieces.LONG);
            nothingYet &= sentences.isEmpty();
            for (int i = 0; i < sentences.size(); i++) {
                if (i == sentences.size() - 1 && text.isExhausted()) {
                    narration.offerLast(sentences.get(i));
                    return;
                }
                if (!narration.offer(sentences.get(i))) {
                    return;
                }
            }
        }
        if (nothingYet) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "nothing in the text can be spoken");
        }
        narration.textIsDone();
    }
}
