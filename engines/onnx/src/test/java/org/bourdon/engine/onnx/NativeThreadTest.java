package org.bourdon.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.contract.NativeCalls;
import org.bourdon.engine.contract.WovenLoader;
import org.bourdon.engine.contract.OnnxGraphs;
import org.bourdon.error.BourdonException;
import org.junit.jupiter.api.Test;

class NativeThreadTest {

    /** Made to be called from elsewhere. */
    private static final Set<String> ALLOWED_ELSEWHERE = Set.of("ai.onnxruntime.OrtSession$RunOptions.setTerminate");

    @Test
    void every_native_call_comes_on_the_thread_that_opened_the_model() throws Exception {
        Engine engine = wovenEngine();
        StopSignal stop = new StopSignal();
        try (ExecutorService lane = Executors.newSingleThreadExecutor(task -> new Thread(task, "lane"))) {
            Thread thread = on(lane, Thread::currentThread);
            LoadedModel model = on(lane, () -> open(engine));
            on(lane, () -> run(model, 1, new StopSignal()));
            on(lane, () -> {
                model.runAndTrim(inputs(1), new StopSignal()).close();
                return "trimmed";
            });
            on(lane, () -> run(model, -1, new StopSignal()));
            Set<String> ofTheLane = new HashSet<>(NativeCalls.byThread().get(thread));
            NativeCalls.reset();
            Future<String> endless = lane.submit(() -> run(model, Long.MAX_VALUE, stop));
            awaitRun(thread);
            stop.stop();
            assertThat(endless.get(10, TimeUnit.SECONDS)).isEqualTo("CANCELLED");
            on(lane, () -> {
                model.close();
                return "closed";
            });

            Map<Thread, Set<String>> calls = NativeCalls.byThread();
            ofTheLane.addAll(calls.get(thread));
            assertThat(ofTheLane).as("native calls of the lane").contains("ai.onnxruntime.OnnxRuntime.initialiseAPIBase",
                    "ai.onnxruntime.OrtEnvironment.createHandle", "ai.onnxruntime.OrtSession.createSession", "ai.onnxruntime.OrtSession.run",
                    "ai.onnxruntime.OrtSession.closeSession", "ai.onnxruntime.OnnxTensor.createTensorFromBuffer");
            calls.remove(thread);
            Set<String> elsewhere = new HashSet<>();
            calls.values().forEach(elsewhere::addAll);
            assertThat(elsewhere).as("native calls of other threads").isEqualTo(ALLOWED_ELSEWHERE);

            LoadedModel stray = on(lane, () -> open(engine));
            stray.close();
            assertThat(NativeCalls.byThread().get(Thread.currentThread())).as("a stray call is noticed").contains("ai.onnxruntime.OrtSession.closeSession");
        }
    }

    private static void awaitRun(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!NativeCalls.byThread().getOrDefault(thread, Set.of()).contains("ai.onnxruntime.OrtSession.run") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static Engine wovenEngine() throws ReflectiveOperationException {
        ClassLoader loader = new WovenLoader(NativeThreadTest.class.getClassLoader(), "ai.onnxruntime.", "org.bourdon.engine.onnx.");
        Class<?> settings = loader.loadClass("org.bourdon.engine.onnx.SessionSettings");
        Object plain = settings.getField("DEFAULT").get(null);
        return (Engine) loader.loadClass("org.bourdon.engine.onnx.OnnxEngine").getConstructor(settings).newInstance(plain);
    }

    private static LoadedModel open(Engine engine) throws BourdonException {
        return engine.open(new ModelSource.Bytes("loop.onnx", ByteBuffer.wrap(OnnxGraphs.looping())), Device.CPU);
    }

    private static String run(LoadedModel model, long rounds, StopSignal stop) {
        try {
            model.run(inputs(rounds), stop).close();
            return "DONE";
        } catch (BourdonException e) {
            return e.code().name();
        }
    }

    private static Tensors inputs(long rounds) {
        return Tensors.of(Map.of("x", Tensor.Floats.of(new float[] {1}, 1, 1), "n", Tensor.Longs.of(new long[] {rounds}, 1)));
    }

    private static <T> T on(ExecutorService lane, Callable<T> call) throws Exception {
        return lane.submit(call).get(30, TimeUnit.SECONDS);
    }
}
