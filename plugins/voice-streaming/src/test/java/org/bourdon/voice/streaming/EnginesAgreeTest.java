package org.bourdon.voice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.djl.DjlEngine;
import org.bourdon.engine.onnx.OnnxEngine;
import org.bourdon.engine.onnx.SessionSettings;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.Voice;
import org.bourdon.voice.piper.side.SideFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default voice in both engines, from the same ids, without noise. */
class EnginesAgreeTest {

    /** Of full scale, where both vocoders get the same rows. */
    private static final double SAME_ROWS = 1e-5;
    /**
     * A vowel's pulse that begins within 3e-5 of a sample is made wrong by the vocoder in either engine, and a plan's last digits decide
     * whether it does: so not every sample agrees where each engine made its own plan.
     */
    private static final double OWN_PLANS = 1e-3;
    private static final double SHARE_WITHIN = 0.95;

    private static final List<String> SENTENCES = List.of("həlˈoʊ wˈɜːld.", "ɪz ðə bˈɑːks ɹˈɛdi?", "jˈɛs.", "tˈɛn, twˈɛnti; ænd mˈɔːɹ.");

    private final Engine onnx = new OnnxEngine(SessionSettings.DEFAULT);
    private final Engine djl = new DjlEngine(List.of(Device.CPU), 1, Optional.empty());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1000", "10,20,40,100", "37,3"})
    void from_one_plan_both_vocoders_make_the_same_sound_whatever_the_step_sizes(String growth) throws Exception {
        Manner manner = new Manner(List.of(growth.split(",")).stream().mapToInt(Integer::parseInt).toArray(), 10, 0.95, 1.5);
        ModelSet mixed = ModelSet.of(variant(onnx).files().get(0), variant(djl).files().get(1));
        try (LoadedVoice one = open(variant(onnx), manner); LoadedVoice other = open(mixed, manner)) {
            for (String phonemes : SENTENCES) {
                float[] first = Shipped.whole(one, sentence(phonemes), Shipped.STEADY);
                float[] second = Shipped.whole(other, sentence(phonemes), Shipped.STEADY);

                assertThat(second).as("samples of %s", phonemes).hasSameSizeAs(first);
                assertThat(differences(first, second).max().orElseThrow()).as("largest difference in %s", phonemes).isLessThan(SAME_ROWS);
            }
        }
    }

    @Test
    void from_their_own_plans_all_but_single_pulses_agree() throws Exception {
        try (LoadedVoice one = open(variant(onnx), Manner.DEFAULT); LoadedVoice other = open(variant(djl), Manner.DEFAULT)) {
            for (String phonemes : SENTENCES) {
                float[] first = Shipped.whole(one, sentence(phonemes), Shipped.STEADY);
                float[] second = Shipped.whole(other, sentence(phonemes), Shipped.STEADY);

                assertThat(second).as("samples of %s", phonemes).hasSameSizeAs(first);
                assertThat(differences(first, second).filter(difference -> difference < OWN_PLANS).count() / (double) first.length)
                        .as("share of the samples of %s that agree", phonemes).isGreaterThan(SHARE_WITHIN);
            }
        }
    }

    @Test
    void both_plans_say_the_same() throws Exception {
        for (String phonemes : SENTENCES) {
            try (Plan first = plan(variant(onnx), phonemes); Plan second = plan(variant(djl), phonemes)) {
                assertThat(second.count()).as("rows of %s", phonemes).isEqualTo(first.count());
                for (int row = 0; row < first.count(); row++) {
                    assertThat(second.f0(row)).as("Hz in row %d of %s", row, phonemes).isCloseTo(first.f0(row), offset(1e-2f));
                    assertThat(second.voiced(row)).as("voicing in row %d of %s", row, phonemes).isEqualTo(first.voiced(row));
                    float apart = Math.abs(second.phase(row) - first.phase(row));
                    assertThat(Math.min(apart, 1 - apart)).as("phase in row %d of %s", row, phonemes).isLessThan(1e-3f);
                }
            }
        }
    }

    @Test
    void a_twin_that_does_not_tell_its_signature_speaks_as_well() throws Exception {
        List<Path> silent = new ArrayList<>();
        for (Path file : variant(djl).files()) {
            silent.add(withoutSignature(file));
        }
        try (LoadedVoice one = open(variant(djl), Manner.DEFAULT); LoadedVoice other = open(new ModelSet(silent), Manner.DEFAULT)) {
            assertThat(Shipped.whole(other, sentence(SENTENCES.getFirst()), Shipped.STEADY))
                    .isEqualTo(Shipped.whole(one, sentence(SENTENCES.getFirst()), Shipped.STEADY));
        }
    }

    @Test
    void the_torchscript_twin_is_the_second_variant() throws Exception {
        List<ModelSet> variants = described().variants();

        assertThat(variants).extracting(ModelSet::fileNames).containsExactly(List.of("en_US-bourdon.plan.onnx", "en_US-bourdon.vocoder.onnx"),
                List.of("en_US-bourdon.plan.pt", "en_US-bourdon.vocoder.pt"));
        assertThat(new StreamingFormat(Manner.DEFAULT).describe(Shipped.TENOR.sideFile()).orElseThrow().variants()).hasSize(1);
    }

    @Test
    void in_torchscript_steps_grow_as_in_onnx() throws Exception {
        try (LoadedVoice voice = open(variant(djl), Manner.DEFAULT)) {
            List<Integer> ms = Shipped.steps(voice, Shipped.falling("həlˈoʊ wˈɜːld, ænd həlˈoʊ tə jˈuː."), Shipped.STEADY).stream()
                    .map(step -> step.length / 32).toList();

            assertThat(ms.subList(0, 4)).containsExactly(45, 100, 200, 500);
            voice.rest(Shipped.NEVER);
        }
    }

    private static Voice described() throws BourdonException {
        return new StreamingFormat(Manner.DEFAULT).describe(Shipped.BOURDON.sideFile()).orElseThrow();
    }

    private static ModelSet variant(Engine engine) throws BourdonException {
        return described().variants().stream().filter(variant -> variant.fileNames().stream().allMatch(engine::reads)).findFirst().orElseThrow();
    }

    private LoadedVoice open(ModelSet models, Manner manner) throws BourdonException {
        return new StreamingFormat(manner).open(described(), models, this::model);
    }

    private LoadedModel model(Path file) throws BourdonException {
        Engine engine = onnx.reads(file.getFileName().toString()) ? onnx : djl;
        return engine.open(new ModelSource.File(file), Device.CPU);
    }

    private Plan plan(ModelSet models, String phonemes) throws BourdonException {
        SideFile side = Shipped.BOURDON.side();
        Layout layout = Layout.of(side, models);
        try (LoadedModel model = model(layout.plan())) {
            return new Planner(model, layout, side.phonemes().encode(phonemes), new Scales(0, 1, 0), Intonation.FALLING, Manner.DEFAULT).make(Shipped.NEVER);
        }
    }

    private Path withoutSignature(Path file) throws IOException {
        Path copy = folder.resolve(file.getFileName());
        try (ZipFile zip = new ZipFile(file.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().filter(entry -> !entry.getName().contains("/extra/")).map(ZipEntry.class::cast)::iterator) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                zip.getInputStream(entry).transferTo(out);
                out.closeEntry();
            }
        }
        return copy;
    }

    private static Sentence sentence(String phonemes) {
        return phonemes.endsWith("?") ? Shipped.rising(phonemes) : Shipped.falling(phonemes);
    }

    private static DoubleStream differences(float[] first, float[] second) {
        return IntStream.range(0, first.length).mapToDouble(i -> Math.abs(first[i] - second[i]));
    }
}
