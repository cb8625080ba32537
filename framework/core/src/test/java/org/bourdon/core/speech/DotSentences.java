package org.bourdon.core.speech;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;

/** A front end to which every full stop ends a sentence and every comma a piece of one; "???" cannot be spoken. */
final class DotSentences implements TextFrontEnd {

    private final String language;

    DotSentences() {
        this("en");
    }

    DotSentences(String language) {
        this.language = language;
    }

    @Override
    public Set<String> languages() {
        return Set.of(language);
    }

    @Override
    public int firstSentenceEnd(CharSequence text, boolean complete) {
        int dot = text.toString().indexOf('.');
        return dot >= 0 ? dot + 1 : complete ? text.length() : -1;
    }

    @Override
    public List<Sentence> analyse(String sentence, Pieces pieces) {
        return sentence.equals("???") ? List.of() : Stream.of(sentence.split("(?<=,)"))
                .map(piece -> new Sentence(piece, piece, List.of(), piece, Intonation.FALLING)).toList();
    }
}
