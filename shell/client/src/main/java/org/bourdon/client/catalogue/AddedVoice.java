package org.bourdon.client.catalogue;

import java.nio.file.Path;

/**
 * How adding a voice ended.
 *
 * @param folder in which the voice is now
 * @param source where it came from, as a person would write it
 */
record AddedVoice(String name, Outcome outcome, Path folder, String source) {

    enum Outcome {
        ADDED, REPLACED, PRESENT
    }
}
