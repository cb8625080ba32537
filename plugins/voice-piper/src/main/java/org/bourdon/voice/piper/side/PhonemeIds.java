package org.bourdon.voice.piper.side;

import java.text.Normalizer;
import java.util.ArrayList;
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
            return Arrays.stream(phonemes).anyMatch(phoneme -> Character.isLetter(phoneme) && Character.getType(phoneme) != Character.MODIFIER_LETTER);
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
        Line line = new Line();
        Set<Integer> unknown = new TreeSet<>();
        line.add(begin, 0);
        line.add(pad, 0);
        for (int written : Normalizer.normalize(ipa, Normalizer.Form.NFD).codePoints().toArray()) {
            for (int phoneme : replacements.getOrDefault(written, new int[] {written})) {
                long[] known = ids.get(phoneme);
                if (known == null) {
                    unknown.add(phoneme);
                } else {
                    line.add(known, phoneme);
                    line.add(pad, 0);
                }
            }
        }
        line.add(end, 0);
        return new Encoded(line.ids(), line.phonemes(), unknown);
    }

    private static final class Line {

        private final List<Long> ids = new ArrayList<>();
        private final List<Integer> phonemes = new ArrayList<>();

        void add(long[] values, int phoneme) {
            for (long value : values) {
                ids.add(value);
                phonemes.add(phoneme);
            }
        }

        long[] ids() {
            return ids.stream().mapToLong(Long::longValue).toArray();
        }

        int[] phonemes() {
            return phonemes.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
