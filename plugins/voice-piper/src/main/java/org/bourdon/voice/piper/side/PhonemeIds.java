package org.bourdon.voice.piper.side;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import org.bourdon.error.BourdonException;

/**
 * Turns IPA into the ids that a voice was trained on: begin, then each phoneme's ids with a pad behind each, then end.
 * A phoneme is a code point in Unicode's decomposed form.
 */
public final class PhonemeIds {

    private static final String PAD = "_";
    private static final String BEGIN = "^";
    private static final String END = "$";

    private final Map<Integer, long[]> ids;
    private final Map<Integer, int[]> replacements;
    private final long[] pad;
    private final long[] begin;
    private final long[] end;

    private PhonemeIds(Map<Integer, long[]> ids, Map<Integer, int[]> replacements, long[] pad, long[] begin, long[] end) {
        this.ids = ids;
        this.replacements = replacements;
        this.pad = pad;
        this.begin = begin;
        this.end = end;
    }

    /**
     * A sentence in ids.
     *
     * @param ids      what the model takes
     * @param phonemes for each id the code point that it stands for; 0 for begin, pad and end
     * @param unknown  code points that the voice does not know, each once
     */
    public record Encoded(long[] ids, int[] phonemes, Set<Integer> unknown) {

        /** Whether there is anything to be heard: a phoneme that is neither space nor punctuation nor a mark on another. */
        public boolean audible() {
            for (int phoneme : phonemes) {
                if (Character.isLetter(phoneme) && Character.getType(phoneme) != Character.MODIFIER_LETTER) {
                    return true;
                }
            }
            return false;
        }
    }

    static PhonemeIds of(JsonFile json) throws BourdonException {
        int symbols = json.has("num_symbols") ? json.integer("num_symbols", 1, 1_000_000) : 1_000_000;
        Map<String, long[]> marks = new HashMap<>();
        Map<Integer, long[]> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.object("phoneme_id_map").properties()) {
            String phoneme = entry.getKey();
            long[] values = values(json, phoneme, entry.getValue(), symbols);
            if (Set.of(PAD, BEGIN, END).contains(phoneme)) {
                marks.put(phoneme, values);
            } else if (phoneme.codePointCount(0, phoneme.length()) == 1) {
                ids.put(phoneme.codePointAt(0), values);
            }
        }
        for (String mark : List.of(PAD, BEGIN, END)) {
            if (!marks.containsKey(mark)) {
                throw json.problem("needs ids for '" + mark + "' in 'phoneme_id_map'");
            }
        }
        return new PhonemeIds(Map.copyOf(ids), replacements(json), marks.get(PAD), marks.get(BEGIN), marks.get(END));
    }

    private static long[] values(JsonFile json, String phoneme, JsonNode node, int symbols) throws BourdonException {
        if (!node.isArray() || node.isEmpty()) {
            throw json.problem("has no list of ids for '" + phoneme + "' in 'phoneme_id_map'");
        }
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asLong(-1);
            if (values[i] < 0 || values[i] >= symbols) {
                throw json.problem("has the id " + node.get(i) + " for '" + phoneme + "' in 'phoneme_id_map'; 0 to " + (symbols - 1)
                        + " are valid");
            }
        }
        return values;
    }

    private static Map<Integer, int[]> replacements(JsonFile json) throws BourdonException {
        if (!json.has("phoneme_map")) {
            return Map.of();
        }
        Map<Integer, int[]> replacements = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.object("phoneme_map").properties()) {
            StringBuilder replacement = new StringBuilder();
            entry.getValue().forEach(node -> replacement.append(node.asText()));
            if (entry.getKey().codePointCount(0, entry.getKey().length()) == 1) {
                replacements.put(entry.getKey().codePointAt(0), replacement.codePoints().toArray());
            }
        }
        return Map.copyOf(replacements);
    }

    public Encoded encode(String ipa) {
        String decomposed = Normalizer.normalize(ipa, Normalizer.Form.NFD);
        Line line = new Line(2 * decomposed.length() + 3);
        line.add(begin, 0);
        line.add(pad, 0);
        for (int i = 0; i < decomposed.length(); ) {
            int written = decomposed.codePointAt(i);
            i += Character.charCount(written);
            int[] replacement = replacements.get(written);
            if (replacement == null) {
                phoneme(written, line);
            } else {
                for (int phoneme : replacement) {
                    phoneme(phoneme, line);
                }
            }
        }
        line.add(end, 0);
        return line.encoded();
    }

    private void phoneme(int phoneme, Line to) {
        long[] known = ids.get(phoneme);
        if (known == null) {
            to.unknown.add(phoneme);
        } else {
            to.add(known, phoneme);
            to.add(pad, 0);
        }
    }

    /** Stands on the way to the first sound: arrays, no boxes. */
    private static final class Line {

        private final Set<Integer> unknown = new TreeSet<>();
        private long[] ids;
        private int[] phonemes;
        private int length;

        Line(int expected) {
            ids = new long[expected];
            phonemes = new int[expected];
        }

        void add(long[] values, int phoneme) {
            if (length + values.length > ids.length) {
                ids = Arrays.copyOf(ids, 2 * (length + values.length));
                phonemes = Arrays.copyOf(phonemes, ids.length);
            }
            for (long value : values) {
                ids[length] = value;
                phonemes[length++] = phoneme;
            }
        }

        Encoded encoded() {
            return new Encoded(Arrays.copyOf(ids, length), Arrays.copyOf(phonemes, length), unknown);
        }
    }
}
