package org.bourdon.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sixty ordinary sentences, written for these tests. */
final class Sentences {

    static final List<String> ALL = read();

    private Sentences() {
    }

    private static List<String> read() {
        try (InputStream in = Sentences.class.getResourceAsStream("/sentences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
