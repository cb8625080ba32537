package org.bourdon.text.english.pronounce;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that are spelled alike and spoken in two ways, told apart by their neighbours. The table says which and how. */
final class Homographs {

    private static final Set<String> BEFORE_A_VERB = Set.of("to", "will", "would", "can", "could", "should", "must", "may", "might", "shall",
            "i", "you", "we", "they", "don't", "doesn't", "didn't", "can't", "won't", "couldn't", "wouldn't", "shouldn't", "cannot", "please",
            "let's", "do", "did", "does", "i'll", "you'll", "we'll", "they'll", "he'll", "she'll", "it'll", "i'd", "you'd", "we'd", "they'd",
            "never", "always", "let", "him", "them", "us", "not");
    private static final Set<String> AFTER_A_COMMAND = Set.of("the", "a", "an", "this", "that", "these", "those", "my", "your", "his", "her",
            "its", "our", "their", "it", "them", "me", "us", "him", "all", "every", "each", "one", "both");

    private record Condition(String kind, Set<String> words, boolean excludes) {

        boolean holds(List<String> sentence, int at) {
            String before = at > 0 ? sentence.get(at - 1) : "";
            String after = at + 1 < sentence.size() ? sentence.get(at + 1) : "";
            return switch (kind) {
                case "verb" -> BEFORE_A_VERB.contains(before) || before.isEmpty() && AFTER_A_COMMAND.contains(after);
                case "before" -> words.contains(before);
                case "after" -> words.contains(after);
                default -> sentence.stream().anyMatch(words::contains);
            };
        }
    }

    private record Entry(byte[] usual, byte[] other, List<Condition> conditions) {

        byte[] choose(List<String> sentence, int at) {
            boolean otherMeant = false;
            for (Condition condition : conditions) {
                if (condition.holds(sentence, at)) {
                    if (condition.excludes()) {
                        return usual;
                    }
                    otherMeant = true;
                }
            }
            return otherMeant ? other : usual;
        }
    }

    private final Map<String, Entry> entries;

    private Homographs(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** The table in this bundle. */
    static Homographs load() {
        Map<String, Entry> entries = new HashMap<>();
        try (InputStream in = Homographs.class.getResourceAsStream("homographs.tsv");
             BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(line -> !line.startsWith("#")).toList()) {
                String[] fields = line.split("\t");
                List<Condition> conditions = new ArrayList<>();
                for (String condition : fields[3].split(" ")) {
                    conditions.add(condition(condition));
                }
                entries.put(fields[0], new Entry(phones(line, fields[1]), phones(line, fields[2]), List.copyOf(conditions)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("homographs.tsv cannot be read from this bundle", e);
        }
        return new Homographs(entries);
    }

    /**
     * @param sentence its words in lower case
     * @return how the word at an index is spoken there; empty when there is but one way
     */
    Optional<byte[]> phones(List<String> sentence, int at) {
        return Optional.ofNullable(entries.get(sentence.get(at))).map(entry -> entry.choose(sentence, at));
    }

    private static Condition condition(String text) {
        boolean excludes = text.startsWith("-");
        String positive = excludes ? text.substring(1) : text;
        int equals = positive.indexOf('=');
        if (equals < 0 || !Set.of("before", "after", "near").contains(positive.substring(0, equals))) {
            if (!positive.equals("verb")) {
                throw new IllegalStateException("homographs.tsv: no such condition: " + text);
            }
            return new Condition("verb", Set.of(), excludes);
        }
        Set<String> words = Arrays.stream(positive.substring(equals + 1).split(",")).collect(Collectors.toUnmodifiableSet());
        return new Condition(positive.substring(0, equals), words, excludes);
    }

    private static byte[] phones(String line, String text) {
        return Arpabet.parse(text).orElseThrow(() -> new IllegalStateException("homographs.tsv: no such phones: " + line));
    }
}
