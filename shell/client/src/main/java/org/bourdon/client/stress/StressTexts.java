package org.bourdon.client.stress;

import java.util.List;

/** What a soak has spoken: prompts, questions, figures and a paragraph, so that short work and long work meet in the lanes. */
final class StressTexts {

    private static final List<String> TEXTS = List.of(
            "Yes.",
            "Turn left in two hundred meters.",
            "Would you like to hear the rest of the message?",
            "The train at 17:45 costs $23.50 and arrives on March 3rd.",
            "Dr. Smith lives at 221 Baker Street; call 555-0142 before 9 a.m.",
            "The quick brown fox jumps over the lazy dog, and the dog, being lazy, does not mind at all.",
            "A bourdon is the drone of an organ. It is the note that never stops, and every melody is played above it. Listen closely!",
            "First the kettle boiled. Then the rain began to fall on the roof, softly at first and then as if it would never end. "
                    + "Nobody said a word for a long time.");

    /** More sound than the daemon's buffer and the socket's together hold. */
    static final String LONG = String.join(" ", TEXTS.subList(3, TEXTS.size())).concat(" ").repeat(2).strip();

    private StressTexts() {
    }

    static String of(long number) {
        return TEXTS.get((int) (number % TEXTS.size()));
    }
}
