package org.bourdon.voice.streaming;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Optional;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.onnx.OnnxEngine;
import org.bourdon.engine.onnx.SessionSettings;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.bourdon.voice.piper.side.SideFile;

/** The voices that ship, opened with the real engine, and their one-graph twins. */
enum Shipped {
    BOURDON("en_US-bourdon"),
    TENOR("en_US-tenor");

    /** Repeatable: no noise in sound or rhythm. */
    static final Delivery STEADY = new Delivery(1, Optional.empty(), OptionalDouble.of(0), OptionalDouble.of(0));
    static final StopSignal NEVER = new StopSignal();
    static final Engine ENGINE = new OnnxEngine(SessionSettings.DEFAULT);

    private static final Path FOLDER = Path.of("../../distribution/assembly/src/voices");
    private static final Path TWINS = Path.of("src/test/resources/twins");

    private final String voice;

    Shipped(String voice) {
        this.voice = voice;
    }

    Path sideFile() {
        return FOLDER.resolve(voice).resolve(voice + ".streaming.json");
    }

    LoadedVoice open(Manner manner) throws BourdonException {
        return open(sideFile(), manner);
    }

    static LoadedVoice open(Path sideFile, Manner manner) throws BourdonException {
        StreamingFormat format = new StreamingFormat(manner);
        Voice described = format.describe(sideFile).orElseThrow();
        return format.open(described, described.variants().getFirst(), Shipped::model);
    }

    static LoadedModel model(Path file) throws BourdonException {
        return ENGINE.open(new ModelSource.File(file), Device.CPU);
    }

    SideFile side() throws BourdonException {
        return SideFile.read(sideFile());
    }

    /** The whole sentence from the twin, with scales (0, 1, 0). */
    float[] twin(Sentence sentence) throws BourdonException {
        SideFile side = SideFile.read(TWINS.resolve(voice + ".onnx.json"));
        long[] ids = side.phonemes().encode(sentence.phonemes()).ids();
        Tensors inputs = Tensors.of(Map.of("input", Tensor.Longs.of(ids, 1, ids.length), "input_lengths", Tensor.Longs.of(new long[] {ids.length}, 1),
                "scales", Tensor.Floats.of(new float[] {0, 1, 0}, 3)));
        try (LoadedModel model = model(TWINS.resolve(voice + ".onnx")); Tensors outputs = model.run(inputs, NEVER)) {
            Tensor.Floats audio = outputs.floats("output");
            float[] samples = new float[audio.data().remaining()];
            audio.data().get(samples);
            return samples;
        }
    }

    static Sentence falling(String phonemes) {
        return new Sentence(phonemes, phonemes, List.of(), phonemes, Intonation.FALLING);
    }

    static Sentence rising(String phonemes) {
        return new Sentence(phonemes, phonemes, List.of(), phonemes, Intonation.RISING);
    }

    static List<float[]> steps(LoadedVoice voice, Sentence sentence, Delivery delivery) throws BourdonException {
        List<float[]> steps = new ArrayList<>();
        try (Utterance utterance = voice.begin(sentence, delivery)) {
            PcmStep step;
            do {
                step = utterance.next(NEVER);
                steps.add(step.samples());
            } while (!step.last());
        }
        return steps;
    }

    static float[] whole(LoadedVoice voice, Sentence sentence, Delivery delivery) throws BourdonException {
        List<float[]> steps = steps(voice, sentence, delivery);
        float[] whole = new float[steps.stream().mapToInt(step -> step.length).sum()];
        int at = 0;
        for (float[] step : steps) {
            System.arraycopy(step, 0, whole, at, step.length);
            at += step.length;
        }
        return whole;
    }
}
