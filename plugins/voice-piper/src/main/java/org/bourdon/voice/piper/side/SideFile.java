package org.bourdon.voice.piper.side;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

import org.bourdon.error.BourdonException;

/**
 * A Piper voice's side file.
 *
 * @param json     all of it, for what only some formats know
 * @param language as {@code language.code} or, without one, espeak-ng's voice says; as {@link org.bourdon.voice.Voice#language} wants it
 * @param speakers by number; empty for a voice that has one
 */
public record SideFile(JsonFile json, int sampleRateHz, Locale language, Defaults defaults, PhonemeIds phonemes, List<String> speakers) {

    /** How the voice speaks unless asked otherwise. */
    public record Defaults(double noiseScale, double lengthScale, double noiseWidth) {
    }

    public SideFile {
        speakers = List.copyOf(speakers);
    }

    /** @throws BourdonException VOICE_BROKEN naming the file, the key and what would be valid */
    public static SideFile read(Path file) throws BourdonException {
        JsonFile json = JsonFile.read(file);
        return new SideFile(json, json.integer("audio.sample_rate", 4_000, 192_000), language(json),
                new Defaults(json.number("inference.noise_scale", 0.667, 0, 2), json.number("inference.length_scale", 1, 0.1, 10),
                        json.number("inference.noise_w", 0.8, 0, 2)),
                PhonemeIds.of(json), speakers(json));
    }

    private static Locale language(JsonFile json) throws BourdonException {
        String code = json.text("language.code").or(() -> json.text("espeak.voice"))
                .orElseThrow(() -> json.problem("needs a text 'language.code' or 'espeak.voice'"));
        Locale language = Locale.forLanguageTag(code.replace('_', '-'));
        if (language.getLanguage().isEmpty()) {
            throw json.problem("has the language \"" + code + "\"; one such as en_US or de is valid");
        }
        return spokenAs(json.text("espeak.voice").orElse("").split("\\+")[0].toLowerCase(Locale.ROOT), language);
    }

    /** The language with espeak-ng's voice in private use subtags, unless that is what the language alone leads to. */
    private static Locale spokenAs(String espeak, Locale language) {
        String tag = language.toLanguageTag().toLowerCase(Locale.ROOT);
        boolean follows = espeak.isEmpty() || (tag + "-").startsWith(espeak + "-");
        if (follows || !espeak.matches("[a-z0-9]{1,8}(-[a-z0-9]{1,8})*")) {
            return language;
        }
        return new Locale.Builder().setLocale(language).setExtension(Locale.PRIVATE_USE_EXTENSION, "espeak-" + espeak).build();
    }

    private static List<String> speakers(JsonFile json) throws BourdonException {
        int count = json.has("num_speakers") ? json.integer("num_speakers", 1, 100_000) : 1;
        if (count == 1) {
            return List.of();
        }
        String[] names = new String[count];
        Arrays.setAll(names, Integer::toString);
        if (json.has("speaker_id_map")) {
            for (Map.Entry<String, JsonNode> entry : json.object("speaker_id_map").properties()) {
                int number = entry.getValue().asInt(-1);
                if (number < 0 || number >= count) {
                    throw json.problem("gives the speaker \"" + entry.getKey() + "\" the number " + entry.getValue() + "; 0 to " + (count - 1)
                            + " are valid");
                }
                names[number] = entry.getKey();
            }
        }
        return new ArrayList<>(Arrays.asList(names));
    }
}
