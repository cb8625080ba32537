package org.bourdon.text.english.pronounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.model.ModelHandle;
import org.bourdon.model.Models;

/**
 * Guesses how an unknown word is spoken: letters in, for each step the likelihood of every phone out, of which the best are taken and
 * repetitions and blanks left out. Remembers its latest guesses. Safe for several threads.
 */
public final class PronunciationNetwork implements AutoCloseable {

    private static final int REMEMBERED = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern PHONE = Pattern.compile("\"([A-Z]+[0-2]?|_)\"");
    private static final int APOSTROPHE = 27;

    private final ModelHandle model;
    private final List<String> phones;
    private final Map<String, byte[]> memory = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    public PronunciationNetwork(Models models) {
        this.phones = phones(new String(resource("g2p.json"), StandardCharsets.UTF_8));
        this.model = models.register(new ModelSource.Bytes("g2p.onnx", ByteBuffer.wrap(resource("g2p.onnx"))));
    }

    /**
     * @param words in small letters a to z and apostrophes
     * @return the phones of each, none where the network has no idea
     * @throws BourdonException what running the model throws
     */
    Map<String, byte[]> phones(Collection<String> words) throws BourdonException {
        Map<String, byte[]> guesses = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        synchronized (memory) {
            for (String word : words) {
                byte[] remembered = memory.get(word);
                if (remembered != null) {
                    guesses.put(word, remembered);
                } else {
                    unknown.add(word);
                }
            }
        }
        if (!unknown.isEmpty()) {
            Map<String, byte[]> fresh = model.run((loaded, stop) -> guess(loaded, unknown, stop), PATIENCE);
            synchronized (memory) {
                memory.putAll(fresh);
            }
            guesses.putAll(fresh);
        }
        return guesses;
    }

    @Override
    public void close() {
        model.close();
    }

    private Map<String, byte[]> guess(LoadedModel loaded, List<String> words, StopSignal stop) throws BourdonException {
        Map<String, byte[]> guesses = new HashMap<>();
        for (String word : words) {
            long[] letters = letters(word);
            if (letters.length == 0) {
                guesses.put(word, new byte[0]);
                continue;
            }
            Tensors input = Tensors.of(Map.of("letters", Tensor.Longs.of(letters, 1, letters.length)));
            try (Tensors output = loaded.run(input, stop)) {
                guesses.put(word, best(output.floats("logits").data()));
            }
        }
        return guesses;
    }

    private byte[] best(FloatBuffer likelihoods) {
        int classes = phones.size();
        int steps = likelihoods.remaining() / classes;
        byte[] best = new byte[steps];
        int length = 0;
        int before = 0;
        for (int step = 0; step < steps; step++) {
            int from = likelihoods.position() + step * classes;
            int top = 0;
            for (int i = 1; i < classes; i++) {
                if (likelihoods.get(from + i) > likelihoods.get(from + top)) {
                    top = i;
                }
            }
            if (top != before && top != 0) {
                best[length++] = Arpabet.code(phones.get(top)).orElseThrow();
            }
            before = top;
        }
        return Arrays.copyOf(best, length);
    }

    private static long[] letters(String word) {
        return word.chars().filter(c -> c >= 'a' && c <= 'z' || c == '\'').mapToLong(c -> c == '\'' ? APOSTROPHE : c - 'a' + 1).toArray();
    }

    private static List<String> phones(String json) {
        List<String> phones = new ArrayList<>();
        Matcher phone = PHONE.matcher(json.substring(json.indexOf("\"phones\"") + "\"phones\"".length()));
        while (phone.find()) {
            phones.add(phone.group(1));
        }
        return List.copyOf(phones);
    }

    private static byte[] resource(String name) {
        try (InputStream in = PronunciationNetwork.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from this bundle", e);
        }
    }
}
