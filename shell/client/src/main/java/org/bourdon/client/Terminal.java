package org.bourdon.client;

/** Which of the standard streams are a person's terminal. */
public record Terminal(boolean in, boolean out, boolean err) {

    /** From the digits that the start script hands over, such as {@code 02} when standard input and error are one. */
    public static Terminal of(String digits) {
        return new Terminal(digits.indexOf('0') >= 0, digits.indexOf('1') >= 0, digits.indexOf('2') >= 0);
    }
}
