package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.JsonFile;

/** The ids of a model's symbols, one a character of IPA. */
final class Vocabulary {

    /** Ids that the model takes at a time, without the pads around them. */
    static final int LONGEST = 510;
    private static final int MOST_SYMBOLS = 100_000;
    private static final int SPACE = ' ';

    private final Map<Integer, Long> ids;

    private Vocabulary(Map<Integer, Long> ids) {
        this.ids = Map.copyOf(ids);
    }

    /**
     * What one run of the model says.
     *
     * @param ids with a pad, 0, at either end
     */
    record Run(long[] ids) {

        /** How many symbols are spoken. */
        int symbols() {
            return ids.length - 2;
        }
    }

    /**
     * A sentence.
     *
     * @param runs    usually one; more when it is longer than the model takes
     * @param audible whether anything of it is a sound
     * @param unknown code points that the model does not know, each once
     */
    record Encoded(List<Run> runs, boolean audible, Set<Integer> unknown) {
    }

    /** Of a {@code config.json}. */
    static Vocabulary of(JsonFile config) throws BourdonException {
        int tokens = config.has("n_token") ? config.integer("n_token", 1, MOST_SYMBOLS) : MOST_SYMBOLS;
        Map<Integer, Long> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : config.object("vocab").properties()) {
            String symbol = entry.getKey();
            long id = entry.getValue().asLong(-1);
            if (id < 0 || id >= tokens || symbol.codePointCount(0, symbol.length()) != 1) {
                throw config.problem("has \"" + symbol + "\": " + entry.getValue() + " in 'vocab'; one character and an id from 0 to "
                        + (tokens - 1) + " are valid");
            }
            ids.put(symbol.codePointAt(0), id);
        }
        if (ids.isEmpty()) {
            throw config.problem("has an empty 'vocab'");
        }
        return new Vocabulary(ids);
    }

    /** Of the published model, Kokoro-82M. */
    static Vocabulary published() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.json")) {
            Map<Integer, Long> ids = new HashMap<>();
            new JsonMapper().readTree(in).path("vocab").properties()
                    .forEach(entry -> ids.put(entry.getKey().codePointAt(0), entry.getValue().asLong()));
            return new Vocabulary(ids);
        } catch (IOException e) {
            throw new UncheckedIOException("the vocabulary in this bundle cannot be read", e);
        }
    }

    Encoded encode(String ipa) {
        int[] written = Normalizer.normalize(ipa, Normalizer.Form.NFC).codePoints().toArray();
        int[] known = new int[4 * written.length];
        int length = 0;
        Set<Integer> unknown = new TreeSet<>();
        for (int symbol : written) {
            if (ids.containsKey(symbol)) {
                known[length++] = symbol;
                continue;
            }
            // Nasal vowels and the like are composed in text and apart in the vocabulary.
            for (int part : Normalizer.normalize(Character.toString(symbol), Normalizer.Form.NFD).codePoints().limit(4).toArray()) {
                if (ids.containsKey(part)) {
                    known[length++] = part;
                } else {
                    unknown.add(part);
                }
            }
        }
        int[] symbols = Arrays.copyOf(known, length);
        return new Encoded(runs(symbols), Arrays.stream(symbols).anyMatch(Vocabulary::isSound), unknown);
    }

    private static boolean isSound(int symbol) {
        return Character.isLetter(symbol) && Character.getType(symbol) != Character.MODIFIER_LETTER;
    }

    private List<Run> runs(int[] symbols) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        while (from < symbols.length) {
            int to = symbols.length - from <= LONGEST ? symbols.length : wordEnd(symbols, from);
            long[] run = new long[to - from + 2];
            for (int i = from; i < to; i++) {
                run[i - from + 1] = ids.get(symbols[i]);
            }
            runs.add(new Run(run));
            from = to;
        }
        return runs;
    }

    /** Behind the last space that leaves the run short enough, else in the middle of what must be one endless word. */
    private static int wordEnd(int[] symbols, int from) {
        for (int to = from + LONGEST; to > from; to--) {
            if (symbols[to - 1] == SPACE) {
                return to;
            }
        }
        return from + LONGEST;
    }
}
