package org.bourdon.text.espeak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The voices that an espeak-ng has, and which of them speaks a language. */
record EspeakVoices(List<Entry> entries) {

    /**
     * @param name     what espeak-ng calls it; a language tag such as {@code pt-br}
     * @param language a tag that it speaks, its own or another
     * @param priority the lower, the more it is meant for the language
     */
    record Entry(String name, String language, int priority) {
    }

    private static final String PRIVATE = "espeak-";
    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s+(\\S+)\\s+\\S+\\s+\\S+\\s+\\S+\\s*(.*)");
    private static final Pattern OTHER = Pattern.compile("\\(([^ )]+) (\\d+)\\)");

    EspeakVoices {
        entries = List.copyOf(entries);
    }

    /** What {@code espeak-ng --voices} prints. */
    static EspeakVoices parse(String listing) {
        List<Entry> entries = new ArrayList<>();
        listing.lines().forEach(line -> {
            Matcher voice = LINE.matcher(line);
            if (voice.matches()) {
                String name = voice.group(2).toLowerCase(Locale.ROOT);
                entries.add(new Entry(name, name, Integer.parseInt(voice.group(1))));
                Matcher other = OTHER.matcher(voice.group(3));
                while (other.find()) {
                    entries.add(new Entry(name, other.group(1).toLowerCase(Locale.ROOT), Integer.parseInt(other.group(2))));
                }
            }
        });
        return new EspeakVoices(entries);
    }

    /** The voice that the private use subtags name, else the one for the tag or the longest beginning of it that has one. */
    Optional<String> speaking(Locale language) {
        String wish = Optional.ofNullable(language.getExtension(Locale.PRIVATE_USE_EXTENSION)).orElse("");
        if (wish.startsWith(PRIVATE)) {
            Optional<String> named = exactly(wish.substring(PRIVATE.length()));
            if (named.isPresent()) {
                return named;
            }
        }
        String tag = language.stripExtensions().toLanguageTag().toLowerCase(Locale.ROOT);
        while (!tag.isEmpty()) {
            Optional<String> found = exactly(tag);
            if (found.isPresent()) {
                return found;
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return Optional.empty();
    }

    private Optional<String> exactly(String tag) {
        Optional<Entry> best = Optional.empty();
        for (Entry entry : entries) {
            boolean better = best.isEmpty() || entry.priority() < best.get().priority();
            if (entry.language().equals(tag) && better) {
                best = Optional.of(entry);
            }
        }
        return best.map(Entry::name);
    }
}
