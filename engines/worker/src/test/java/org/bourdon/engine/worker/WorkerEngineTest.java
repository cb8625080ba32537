package org.bourdon.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.bourdon.engine.Device;
import org.bourdon.engine.EngineProcess;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.worker.MischiefEngine.Deed;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WorkerEngineTest {

    private static final StopSignal NEVER = new StopSignal();

    private Path home;
    private Path file;
    private WorkerEngine engine;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createTempDirectory(Path.of("/tmp"), "bw", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        file = Files.createFile(home.resolve("model.mischief"));
        engine = engine(Map.of());
    }

    private WorkerEngine engine(Map<String, String> settings) throws IOException {
        return Workers.of(new MischiefEngine(), home, Workers.TIMING, settings, List.of());
    }

    @AfterEach
    void nothing_stays() throws IOException {
        List<Long> pids = engine.processes().stream().map(EngineProcess::pid).toList();
        engine.close();
        assertThat(pids).as("processes after the end").noneMatch(Workers::isAlive);
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            assertThat(all).as("sockets left").noneMatch(path -> path.toString().endsWith(".sock"));
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    @Test
    void a_model_runs_in_another_process_which_ends_with_the_threads_last_model() throws Exception {
        LoadedModel first = open();
        LoadedModel second = open();
        long pid = pid(first);

        assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(pid(second)).isEqualTo(pid);
        assertThat(engine.processes()).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(pid);
            assertThat(process.restarts()).isZero();
            assertThat(process.lane()).isEqualTo(Thread.currentThread().getName());
        });
        first.close();
        assertThat(pid(second)).isEqualTo(pid);
        second.close();
        assertThat(Workers.isAlive(pid)).as("alive after the last close").isFalse();
        assertThat(engine.processes()).isEmpty();
    }

    @Test
    void threads_share_no_process() throws Exception {
        try (LoadedModel here = open(); ExecutorService other = Executors.newSingleThreadExecutor()) {
            LoadedModel there = on(other, this::open);
            long pid = on(other, () -> pid(there));
            assertThat(pid).isNotEqualTo(pid(here));
            assertThatThrownBy(() -> on(other, () -> run(there, Deed.EXIT, NEVER))).hasMessageContaining("exit code 7");
            assertThat(engine.processes()).as("the other's is not touched").anyMatch(process -> process.restarts() == 0);
            on(other, () -> {
                there.close();
                return 0L;
            });
        }
    }

    @Test
    void a_run_whose_process_crashes_is_done_again_and_nobody_notices() throws Exception {
        try (LoadedModel model = open()) {
            long before = pid(model);
            long begin = System.nanoTime();
            long after = run(model, Deed.SEGFAULT_ONCE, NEVER);
            Duration recovery = Duration.ofNanos(System.nanoTime() - begin);

            System.out.println("a run with a crash in it took " + recovery.toMillis() + " ms");
            assertThat(recovery).isLessThan(Duration.ofSeconds(3));
            assertThat(after).isNotEqualTo(before);
            assertThat(Workers.isAlive(before)).isFalse();
            assertThat(engine.processes()).singleElement().satisfies(process -> assertThat(process.restarts()).isEqualTo(1));
        }
    }

    @Test
    void a_run_that_always_crashes_fails_with_the_signal_and_the_next_run_works() throws Exception {
        try (LoadedModel model = open()) {
            pid(model);
            assertThatThrownBy(() -> run(model, Deed.SEGFAULT, NEVER)).satisfies(has(ErrorCode.ENGINE_FAILED))
                    .hasMessageContainingAll("SIGSEGV", "model.mischief", "as did the one before it").message().doesNotContain("\n");
            assertThat(pid(model)).isPositive();
        }
    }

    @Test
    void what_crashes_again_and_again_has_to_wait_longer_and_longer() throws Exception {
        try (LoadedModel model = open()) {
            long failures = 0;
            String message = "";
            while (!message.contains("the next try is in") && failures < 10) {
                message = failureOf(model, Deed.EXIT);
                failures++;
            }
            assertThat(message).contains("failure", "in a row", "the next try is in");
            Workers.await("the model works again", () -> {
                try {
                    return pid(model) > 0;
                } catch (BourdonException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void a_process_that_dies_idle_is_there_again_before_anybody_asks() throws Exception {
        try (LoadedModel model = open()) {
            long before = pid(model);
            ProcessHandle.of(before).orElseThrow().destroyForcibly();
            Workers.await("there is another process", () -> engine.processes().stream().anyMatch(process -> process.pid() != before));
            long after = engine.processes().getFirst().pid();
            assertThat(pid(model)).isEqualTo(after);
        }
    }

    @Test
    void a_run_that_is_stopped_ends_and_keeps_its_process() throws Exception {
        try (LoadedModel model = open(); ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor()) {
            long before = pid(model);
            assertThat(stopping(model, Deed.WAIT_FOR_STOP, others)).isLessThan(Workers.TIMING.stopGrace());
            assertThat(pid(model)).isEqualTo(before);
        }
    }

    @Test
    void a_run_that_does_not_stop_is_killed_after_its_grace_and_the_next_run_works() throws Exception {
        try (LoadedModel model = open(); ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor()) {
            long before = pid(model);
            assertThat(stopping(model, Deed.HANG, others)).isBetween(Workers.TIMING.stopGrace(), Duration.ofSeconds(1));
            long begin = System.nanoTime();
            assertThat(pid(model)).isNotEqualTo(before);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("until the next run was done").isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_run_that_never_ends_is_killed_after_the_longest_time() throws Exception {
        engine.close();
        Timing impatient = new Timing(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofSeconds(2));
        engine = Workers.of(new MischiefEngine(), home, impatient, Map.of(), List.of());
        try (LoadedModel model = open()) {
            assertThatThrownBy(() -> run(model, Deed.HANG, NEVER)).satisfies(has(ErrorCode.ENGINE_FAILED))
                    .hasMessageContaining("did not answer within 400 ms and was killed");
            assertThat(pid(model)).isPositive();
        }
    }

    @Test
    void a_process_without_memory_says_so() throws Exception {
        try (LoadedModel model = open()) {
            assertThatThrownBy(() -> run(model, Deed.ALLOCATE, NEVER)).satisfies(has(ErrorCode.ENGINE_FAILED)).hasMessageContaining("OutOfMemoryError");
            assertThat(pid(model)).isPositive();
        }
    }

    @Test
    void a_defect_of_the_engine_costs_the_run_and_not_the_process() throws Exception {
        try (LoadedModel model = open()) {
            long before = pid(model);
            assertThatThrownBy(() -> run(model, Deed.THROW, NEVER)).satisfies(has(ErrorCode.ENGINE_FAILED)).hasMessageContaining("a defect");
            assertThat(pid(model)).isEqualTo(before);
        }
    }

    @Test
    void a_model_that_crashes_the_process_while_it_opens_is_refused_and_others_stay() throws Exception {
        Path bad = Files.createFile(home.resolve("crash.mischief"));
        try (LoadedModel model = open()) {
            pid(model);
            assertThatThrownBy(() -> engine.open(new ModelSource.File(bad), Device.CPU)).satisfies(has(ErrorCode.ENGINE_FAILED))
                    .hasMessageContainingAll("exit code 9", "crash.mischief");
            assertThat(pid(model)).isPositive();
        }
    }

    @Test
    void a_model_that_is_gone_when_its_process_is_started_again_fails_alone() throws Exception {
        Path other = Files.createFile(home.resolve("other.mischief"));
        try (LoadedModel stays = open(); LoadedModel goes = engine.open(new ModelSource.File(other), Device.CPU)) {
            long before = pid(goes);
            Files.delete(other);
            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            assertThat(pid(stays)).isNotEqualTo(before);
            assertThatThrownBy(() -> pid(goes)).satisfies(has(ErrorCode.ENGINE_FAILED)).hasMessageContaining("other.mischief");
        }
    }

    @Test
    void a_device_is_looked_for_in_the_process_that_the_first_model_then_opens_in() throws Exception {
        assertThat(engine.probe(Device.CPU)).isEmpty();
        assertThat(engine.probe(new Device(Device.Kind.MPS, 0))).hasValueSatisfying(why -> assertThat(why).contains("no mps in process"));
        long looked = engine.processes().getFirst().pid();
        assertThat(engine.probe(new Device(Device.Kind.CUDA, 0))).hasValueSatisfying(why -> assertThat(why).contains("exit code 5", "cuda:0"));
        assertThat(engine.probe(Device.CPU)).isEmpty();
        long looking = engine.processes().getFirst().pid();
        assertThat(looking).as("after a look that ended the process").isNotEqualTo(looked);
        try (LoadedModel model = open()) {
            assertThat(pid(model)).isEqualTo(looking);
        }
    }

    @Test
    void an_engine_that_refuses_its_settings_says_why_and_leaves_no_process() throws Exception {
        engine.close();
        engine = engine(Map.of("refuse", "true"));
        assertThatThrownBy(this::open).satisfies(has(ErrorCode.ENGINE_FAILED)).hasMessageContaining("refuse is true");
        assertThat(engine.processes()).isEmpty();
    }

    private LoadedModel open() throws BourdonException {
        return engine.open(new ModelSource.File(file), Device.CPU);
    }

    private static long pid(LoadedModel model) throws BourdonException {
        return run(model, Deed.PID, NEVER);
    }

    private static long run(LoadedModel model, Deed deed, StopSignal stop) throws BourdonException {
        try (Tensors outputs = model.run(MischiefEngine.order(deed), stop)) {
            return ((Tensor.Longs) outputs.byName().get("pid")).data().get(0);
        }
    }

    private static String failureOf(LoadedModel model, Deed deed) {
        try {
            return "worked: " + run(model, deed, NEVER);
        } catch (BourdonException e) {
            return e.getMessage();
        }
    }

    private static Duration stopping(LoadedModel model, Deed deed, ScheduledExecutorService others) {
        StopSignal stop = new StopSignal();
        long[] stopped = new long[1];
        others.schedule(() -> {
            stopped[0] = System.nanoTime();
            stop.stop();
        }, 50, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> run(model, deed, stop)).satisfies(has(ErrorCode.CANCELLED));
        return Duration.ofNanos(System.nanoTime() - stopped[0]);
    }

    private static <T> T on(ExecutorService thread, Callable<T> call) throws Exception {
        try {
            return thread.submit(call).get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof BourdonException failure ? failure : e;
        }
    }

    private static Consumer<Throwable> has(ErrorCode code) {
        return e -> assertThat(((BourdonException) e).code()).as(e.getMessage()).isEqualTo(code);
    }
}
