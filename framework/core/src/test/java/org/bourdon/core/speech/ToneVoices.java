package org.bourdon.core.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelOpener;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;

/**
 * Voices that say a sentence in one step of 100 ms (100 samples) a letter, each step a run of the model; the samples are the letter, as
 * {@link #letterOf} and {@link #modelOf} read it. What the model's file says decides further: "second" marks every sample, "silent" is,
 * "loud" is overdriven, "endless" never ends, "nan" makes no numbers, "damaged" cannot be opened.
 * A side file that says "broken" is broken; one that says a language speaks that.
 */
final class ToneVoices implements VoiceFormat {

    static final int RATE = 1_000;
    static final int STEP = 100;

    private static final float SECOND = 0.5f;

    static char letterOf(float sample) {
        return (char) Math.round((sample >= SECOND ? sample - SECOND : sample) * 10_000);
    }

    /** Which of two versions made a sample. */
    static String modelOf(float sample) {
        return sample >= SECOND ? "second" : "first";
    }

    /** What was spoken, a letter a step, over all requests. */
    final List<String> spoken = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String name() {
        return "tone";
    }

    @Override
    public Optional<Voice> describe(Path file) throws BourdonException {
        String content;
        try {
            content = Files.readString(file);
        } catch (IOException e) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, file + " cannot be read", e);
        }
        if (content.equals("broken")) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, file.getFileName() + " is broken");
        }
        String name = file.getFileName().toString().replace(".json", "");
        return Optional.of(new Voice(name, name(), Locale.forLanguageTag(content.isEmpty() ? "en-US" : content), RATE, List.of("he", "she"),
                Voice.Granularity.STEPS, file, List.of(ModelSet.of(file.resolveSibling(name + ".tone")))));
    }

    @Override
    public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) throws BourdonException {
        String content;
        try {
            content = Files.readString(models.files().getFirst());
        } catch (IOException e) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, models + " is missing", e);
        }
        if (content.equals("damaged")) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, models + " is damaged");
        }
        LoadedModel model = opener.open(models.files().getFirst());
        return new LoadedVoice() {
            @Override
            public Utterance begin(Sentence sentence, Delivery delivery) {
                return new Tones(sentence.phonemes(), model, content);
            }

            @Override
            public void rest(StopSignal stop) throws BourdonException {
                model.runAndTrim(Tensors.of(Map.of()), stop).close();
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    private final class Tones implements Utterance {

        private final String letters;
        private final LoadedModel model;
        private final String manner;
        private int at;

        Tones(String letters, LoadedModel model, String manner) {
            this.letters = letters;
            this.model = model;
            this.manner = manner;
        }

        @Override
        public PcmStep next(StopSignal stop) throws BourdonException {
            model.run(Tensors.of(Map.of()), stop).close();
            char letter = letters.charAt(at++ % letters.length());
            spoken.add(String.valueOf(letter));
            float[] samples = new float[STEP];
            java.util.Arrays.fill(samples, switch (manner) {
                case "second" -> SECOND + letter / 10_000f;
                case "silent" -> 0;
                case "loud" -> 2;
                case "nan" -> Float.NaN;
                default -> letter / 10_000f;
            });
            return new PcmStep(samples, at == letters.length() && !manner.equals("endless"));
        }

        @Override
        public void close() {
            at = letters.length();
        }
    }
}
