package org.bourdon.text;

/** Where the pitch goes at the end of a sentence. */
public enum Intonation {
    /** The voice's own: statements, commands, wh-questions, the last part of an alternative. */
    FALLING,
    /** From the last stressed vowel upwards: yes/no questions, statements asked as questions, tags. */
    RISING
}
