package org.bourdon.text.english.pronounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's own pronunciations: {@code word phones} in ARPAbet or {@code word /IPA/}, one a line, comments behind {@code #}.
 * The file is read again when it has changed. A line that cannot be understood is logged when the file is read; the others count.
 */
public final class UserLexicon {

    /** What lies behind it is not read. */
    static final int LARGEST_FILE = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(UserLexicon.class);
    private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

    private record Version(FileTime modified, long size, Map<String, String> words) {
    }

    private final Path file;
    private volatile Version version = new Version(NEVER, -1, Map.of());

    /** @param file need not exist */
    public UserLexicon(Path file) {
        this.file = file;
    }

    /** Words in lower case and their IPA, as the file has them at this moment. */
    public Map<String, String> words() {
        Version known = version;
        Version current;
        // Few have the file, and an exception with each sentence takes as long as its words.
        if (known.size() < 0 && !Files.exists(file)) {
            return known.words();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.size() == known.size() && attributes.lastModifiedTime().equals(known.modified())) {
                return known.words();
            }
            current = reload(attributes);
        } catch (IOException e) {
            if (known.size() < 0) {
                return known.words();
            }
            LOG.info("{} is gone; its pronunciations no longer count", file);
            current = new Version(NEVER, -1, Map.of());
        }
        version = current;
        return current.words();
    }

    private synchronized Version reload(BasicFileAttributes attributes) throws IOException {
        Version known = version;
        if (attributes.size() == known.size() && attributes.lastModifiedTime().equals(known.modified())) {
            return known;
        }
        Version current = new Version(attributes.lastModifiedTime(), attributes.size(), read());
        version = current;
        return current;
    }

    private Map<String, String> read() throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
            if (in.read() >= 0) {
                LOG.warn("{} is longer than {} bytes; the rest is not read", file, LARGEST_FILE);
            }
        }
        Map<String, String> words = new HashMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String entry = line.replaceFirst("#.*", "").replace("\uFEFF", "").strip();
            if (!entry.isEmpty()) {
                add(words, entry, number);
            }
        }
        LOG.info("{}: {} pronunciations", file, words.size());
        return Map.copyOf(words);
    }

    private void add(Map<String, String> words, String entry, int line) {
        String[] parts = entry.split("\\s+", 2);
        String word = parts[0].toLowerCase(Locale.ROOT).replace('’', '\'');
        Optional<String> ipa = parts.length < 2 ? Optional.empty() : parts[1].startsWith("/") ? Ipa.parse(parts[1])
                : Arpabet.parse(parts[1].toUpperCase(Locale.ROOT)).map(phones -> Arpabet.ipa(phones, false));
        if (ipa.isPresent() && word.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '\'')) {
            words.put(word, ipa.get());
        } else {
            LOG.warn("{}:{}: '{}' is not understood; valid is a word of letters a-z and apostrophes, then ARPAbet phones with a stress digit"
                    + " on every vowel (tomato  T AH0 M EY1 T OW2) or IPA between slashes (tomato  /təmˈeɪtoʊ/)", file, line, entry);
        }
    }
}
