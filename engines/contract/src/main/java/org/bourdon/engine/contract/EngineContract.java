package org.bourdon.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an engine has to do; extended by each in a few lines. The test's thread is the lane. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class EngineContract {

    private static final StopSignal NEVER = new StopSignal();

    @TempDir
    Path folder;

    protected abstract Engine engine();

    /** {@code y = x + x} for FLOAT32 [1, any] and {@code m = n} for INT64 [2], in the engine's format. */
    protected abstract byte[] doublingModel();

    /** {@code y} from {@code x}, FLOAT32 [1, any], in {@code n} rounds, INT64 [1], in the engine's format. */
    protected abstract byte[] loopingModel();

    /** A file name that the engine reads. */
    protected abstract String fileName();

    /** The longest time from a stop to the end of a run, in a graph of small operators. */
    protected Duration toStop() {
        return Duration.ofMillis(100);
    }

    /** Whether the engine can end a run that is under way. One that cannot lets it end by itself, and says CANCELLED then. */
    protected boolean endsRuns() {
        return true;
    }

    @Test
    void an_engine_has_a_device_and_reads_its_own_files_only() {
        assertThat(engine().devices()).isNotEmpty();
        assertThat(engine().name()).matches("[a-z][a-z0-9-]*");
        assertThat(engine().reads(fileName())).isTrue();
        assertThat(engine().reads("readme.txt")).isFalse();
    }

    @Test
    void a_device_is_usable_or_says_in_one_line_why_not() throws Exception {
        Map<Device, Optional<String>> found = new HashMap<>();
        for (Device device : Device.list("cpu,cuda:0,cuda:99,coreml,mps")) {
            found.put(device, engine().probe(device));
        }
        assertThat(found.get(Device.CPU)).as("why not on the CPU").isEmpty();
        assertThat(found.get(new Device(Device.Kind.CUDA, 99))).as("why not on a hundredth GPU").isPresent();
        found.values().forEach(whyNot -> whyNot.ifPresent(reason -> assertThat(reason).isNotBlank().doesNotContain("\n")));
        doubling().close();
    }

    @Test
    void a_model_tells_its_signature_in_the_graphs_order() throws Exception {
        try (LoadedModel model = doubling()) {
            assertThat(model.signature().inputs()).containsExactly(new TensorSpec("x", ElementType.FLOAT32, List.of(1L, -1L)),
                    new TensorSpec("n", ElementType.INT64, List.of(2L)));
            assertThat(model.signature().outputs()).extracting(TensorSpec::name).containsExactly("y", "m");
        }
    }

    @Test
    void the_same_inputs_give_the_same_outputs_run_after_run() throws Exception {
        try (LoadedModel model = doubling()) {
            for (int run = 0; run < 20; run++) {
                assertThat(doubled(model, 1.5f, -2, 0)).containsExactly(3, -4, 0);
            }
        }
    }

    @Test
    void a_model_in_memory_runs_like_one_in_a_file() throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(doublingModel().length).put(doublingModel()).flip();
        for (ByteBuffer content : List.of(ByteBuffer.wrap(doublingModel()), direct)) {
            try (LoadedModel model = engine().open(new ModelSource.Bytes(fileName(), content), engine().devices().getFirst())) {
                assertThat(doubled(model, 4)).containsExactly(8);
            }
        }
    }

    @Test
    void a_missing_or_damaged_model_is_refused_by_name() throws Exception {
        byte[] good = doublingModel();
        byte[] noise = new byte[5_000];
        Arrays.fill(noise, (byte) 0x5A);

        assertThatThrownBy(() -> open(folder.resolve(fileName()))).satisfies(has(ErrorCode.INVALID_REQUEST)).hasMessageContaining(fileName());
        for (byte[] bad : List.of(new byte[0], noise, Arrays.copyOf(good, good.length / 2))) {
            Path file = write(bad);
            assertThatThrownBy(() -> open(file)).satisfies(has(ErrorCode.INVALID_REQUEST)).hasMessageContaining(fileName())
                    .message().doesNotContain("\n");
        }
    }

    @Test
    void inputs_that_do_not_fit_are_named_and_the_model_stays_usable() throws Exception {
        try (LoadedModel model = doubling()) {
            refuses(model, without("n"), "'n'");
            refuses(model, with("z", floats(1)), "z");
            refuses(model, with("x", Tensor.Longs.of(new long[] {1}, 1, 1)), "'x'", "FLOAT32 [1, -1]", "INT64 [1, 1]");
            refuses(model, with("x", Tensor.Floats.of(new float[] {1, 2}, 2, 1)), "'x'", "[1, -1]", "[2, 1]");
            refuses(model, with("x", Tensor.Floats.of(new float[] {1}, 1)), "'x'", "[1, -1]", "[1]");
            refuses(model, with("n", Tensor.Longs.of(new long[] {1, 2, 3}, 3)), "'n'", "[2]", "[3]");

            assertThat(doubled(model, 1)).containsExactly(2);
        }
    }

    @Test
    void heap_buffers_and_slices_go_in_as_they_are_and_come_back_untouched() throws Exception {
        FloatBuffer heap = FloatBuffer.wrap(new float[] {9, 1, 2, 9}).position(1).limit(3);
        FloatBuffer direct = Tensor.Floats.buffer(4).put(new float[] {9, 3, 4, 9}).position(1).limit(3);
        try (LoadedModel model = doubling()) {
            for (FloatBuffer buffer : List.of(heap, direct)) {
                float[] y = y(model, new Tensor.Floats(buffer, 1, 2));
                assertThat(y).containsExactly(2 * buffer.get(1), 2 * buffer.get(2));
                assertThat(List.of(buffer.position(), buffer.limit())).containsExactly(1, 3);
            }
        }
    }

    @Test
    void outputs_stay_as_they_are_whatever_happens_to_inputs_and_later_runs() throws Exception {
        Tensor.Floats input = floats(1, 2);
        try (LoadedModel model = doubling(); Tensors first = model.run(Tensors.of(Map.of("x", input, "n", longs())), NEVER)) {
            input.data().put(0, 100);
            try (Tensors second = model.run(Tensors.of(Map.of("x", floats(7, 7), "n", longs())), NEVER)) {
                assertThat(second.floats("y").data().get(0)).isEqualTo(14);
            }
            assertThat(List.of(first.floats("y").data().get(0), first.floats("y").data().get(1))).containsExactly(2f, 4f);
        }
    }

    @Test
    void a_run_that_was_stopped_before_it_began_does_not_begin() throws Exception {
        StopSignal stop = new StopSignal();
        stop.stop();
        try (LoadedModel model = looping()) {
            assertThatThrownBy(() -> loop(model, Long.MAX_VALUE, stop)).satisfies(has(ErrorCode.CANCELLED));
            loop(model, 1, NEVER);
        }
    }

    @Test
    void a_run_that_is_stopped_ends_at_once_and_the_model_stays_usable() throws Exception {
        assumeTrue(endsRuns(), "a run of this engine ends by itself only");
        try (LoadedModel model = looping(); ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor()) {
            List<Duration> took = new ArrayList<>();
            for (int round = 0; round < 11; round++) {
                StopSignal stop = new StopSignal();
                long[] stopped = new long[1];
                others.schedule(() -> {
                    stopped[0] = System.nanoTime();
                    stop.stop();
                }, 20, TimeUnit.MILLISECONDS);

                assertThatThrownBy(() -> loop(model, Long.MAX_VALUE, stop)).satisfies(has(ErrorCode.CANCELLED));
                took.add(Duration.ofNanos(System.nanoTime() - stopped[0]));
            }
            took.sort(null);
            System.out.printf("%s: a loop of minutes ended %.1f ms after it was stopped (median), %.1f ms at the slowest%n", engine().name(),
                    took.get(5).toNanos() / 1e6, took.getLast().toNanos() / 1e6);
            assertThat(took.get(5)).as("from stop to end, median; all: %s", took).isLessThan(toStop());
            loop(model, 3, NEVER);
        }
    }

    @Test
    void a_run_that_is_stopped_and_cannot_be_ended_is_cancelled_when_it_is_over() throws Exception {
        assumeFalse(endsRuns(), "runs of this engine end when they are stopped");
        long rounds = 20_000;
        try (LoadedModel model = looping(); ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor()) {
            loop(model, rounds, NEVER);
            long start = System.nanoTime();
            loop(model, rounds, NEVER);
            long whole = System.nanoTime() - start;
            StopSignal stop = new StopSignal();
            others.schedule(stop::stop, whole / 4, TimeUnit.NANOSECONDS);

            assertThatThrownBy(() -> loop(model, rounds, stop)).satisfies(has(ErrorCode.CANCELLED));
            loop(model, 3, NEVER);
        }
    }

    @Test
    void stopping_when_a_run_is_over_does_nothing() throws Exception {
        StopSignal stop = new StopSignal();
        try (LoadedModel model = looping()) {
            loop(model, 1, stop);
            stop.stop();
            loop(model, 1, NEVER);
        }
    }

    @Test
    void a_trimming_run_gives_the_same_as_any_other() throws Exception {
        try (LoadedModel model = doubling(); Tensors outputs = model.runAndTrim(Tensors.of(Map.of("x", floats(3), "n", longs())), NEVER)) {
            assertThat(outputs.floats("y").data().get(0)).isEqualTo(6);
        }
    }

    /** Wants a Java heap of at most 64 MB, which the first runs fill; what grows beyond is native. */
    @Test
    void thousands_of_runs_of_all_lengths_leave_resident_memory_flat() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/statm")), "resident memory is read from /proc");
        try (LoadedModel model = doubling()) {
            runs(model, 1_500);
            long before = residentKilobytes();
            runs(model, 3_000);

            assertThat(residentKilobytes() - before).as("growth in kB").isLessThan(32_000);
        }
    }

    private static void runs(LoadedModel model, int count) throws BourdonException {
        Tensor.Floats longest = floats(new float[20_000]);
        for (int run = 0; run < count; run++) {
            int length = 1 + run * 7_919 % 20_000;
            y(model, new Tensor.Floats(longest.data().slice(0, length), 1, length));
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElseThrow();
    }

    private void refuses(LoadedModel model, Tensors inputs, String... named) {
        assertThatThrownBy(() -> model.run(inputs, NEVER)).satisfies(has(ErrorCode.INVALID_INPUT)).hasMessageContainingAll(named);
    }

    private static Tensors with(String name, Tensor tensor) {
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", floats(1), "n", longs()));
        inputs.put(name, tensor);
        return Tensors.of(inputs);
    }

    private static Tensors without(String name) {
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", floats(1), "n", longs()));
        inputs.remove(name);
        return Tensors.of(inputs);
    }

    private static Tensor.Floats floats(float... values) {
        return Tensor.Floats.of(values, 1, values.length);
    }

    private static Tensor.Longs longs() {
        return Tensor.Longs.of(new long[] {5, 6}, 2);
    }

    private static float[] doubled(LoadedModel model, float... values) throws BourdonException {
        return y(model, floats(values));
    }

    private static float[] y(LoadedModel model, Tensor.Floats x) throws BourdonException {
        try (Tensors outputs = model.run(Tensors.of(Map.of("x", x, "n", longs())), NEVER)) {
            FloatBuffer data = outputs.floats("y").data();
            float[] values = new float[data.remaining()];
            data.get(data.position(), values);
            return values;
        }
    }

    private static void loop(LoadedModel model, long rounds, StopSignal stop) throws BourdonException {
        model.run(Tensors.of(Map.of("x", floats(1, 2), "n", Tensor.Longs.of(new long[] {rounds}, 1))), stop).close();
    }

    private LoadedModel doubling() throws Exception {
        return open(write(doublingModel()));
    }

    private LoadedModel looping() throws Exception {
        return open(write(loopingModel()));
    }

    private LoadedModel open(Path file) throws BourdonException {
        return engine().open(new ModelSource.File(file), engine().devices().getFirst());
    }

    private Path write(byte[] model) throws IOException {
        return Files.write(folder.resolve(fileName()), model);
    }

    private static Consumer<Throwable> has(ErrorCode code) {
        return e -> assertThat(((BourdonException) e).code()).as(e.getMessage()).isEqualTo(code);
    }
}
