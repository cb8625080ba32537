package org.bourdon.voice.piper;

import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.bourdon.voice.piper.side.SideFile;

/** What a voice reads: its side file's {@code phoneme_type}. */
enum Script {
    /** IPA as espeak-ng writes it. */
    PHONEMES,
    /** The letters of the words. */
    LETTERS;

    static Script of(SideFile side) throws BourdonException {
        String type = side.json().text("phoneme_type").orElse("espeak");
        return switch (type) {
            case "espeak" -> PHONEMES;
            case "text" -> LETTERS;
            default -> throw side.json().problem("has 'phoneme_type' \"" + type + "\"; espeak and text are valid here");
        };
    }

    String line(Sentence sentence) {
        return this == PHONEMES ? sentence.phonemes() : sentence.spoken();
    }
}
