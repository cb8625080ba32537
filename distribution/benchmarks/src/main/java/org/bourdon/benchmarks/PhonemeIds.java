package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Turns phonemes into the ids that a Piper-style voice takes. */
final class PhonemeIds {

    private static final long PAD = 0;
    private static final long BEGIN = 1;
    private static final long END = 2;

    private final Map<Integer, Long> ids = new HashMap<>();

    PhonemeIds(Path sideFile) throws IOException {
        JsonNode map = new ObjectMapper().readTree(sideFile.toFile()).path("phoneme_id_map");
        map.properties().forEach(entry -> ids.put(entry.getKey().codePointAt(0), entry.getValue().path(0).asLong()));
    }

    long[] of(String phonemes) {
        List<Long> all = new ArrayList<>(List.of(BEGIN, PAD));
        Normalizer.normalize(phonemes, Normalizer.Form.NFD).codePoints().mapToObj(ids::get).filter(id -> id != null).forEach(id -> {
            all.add(id);
            all.add(PAD);
        });
        all.add(END);
        return all.stream().mapToLong(id -> id).toArray();
    }
}
