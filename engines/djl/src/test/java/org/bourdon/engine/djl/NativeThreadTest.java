package org.bourdon.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.bourdon.engine.contract.TorchGraphs;
import org.bourdon.error.BourdonException;
import org.junit.jupiter.api.Test;

class NativeThreadTest {

    @Test
    void every_native_call_comes_on_the_thread_that_opened_the_model() throws Exception {
        ClassLoader loader = new WovenLoader(NativeThreadTest.class.getClassLoader(), "ai.djl.", "org.bourdon.engine.djl.");
        Engine engine = (Engine) loader.loadClass("org.bourdon.engine.djl.DjlEngine").getConstructor(List.class, int.class, Optional.class)
                .newInstance(List.of(Device.CPU), 1, Optional.of(Torch.natives()));
        StopSignal stop = new StopSignal();
        try (ExecutorService lane = Executors.newSingleThreadExecutor(task -> new Thread(task, "lane"))) {
            Thread thread = on(lane, Thread::currentThread);
            assertThat(on(lane, () -> engine.probe(Device.CPU))).isEmpty();
            LoadedModel model = on(lane, () -> engine.open(new ModelSource.Bytes("model.pt", ByteBuffer.wrap(TorchGraphs.looping())), Device.CPU));
            on(lane, () -> run(model, 1, new StopSignal()));
            var stopped = lane.submit(() -> run(model, 100_000, stop));
            stop.stop();
            stopped.get(60, TimeUnit.SECONDS);
            on(lane, () -> {
                model.runAndTrim(inputs(1), new StopSignal()).close();
                model.close();
                return "closed";
            });

            Map<Thread, Set<String>> calls = NativeCalls.byThread();
            assertThat(calls.get(thread)).as("native calls of the lane").contains("ai.djl.pytorch.jni.PyTorchLibrary.moduleLoad",
                    "ai.djl.pytorch.jni.PyTorchLibrary.moduleRunMethod", "ai.djl.pytorch.jni.PyTorchLibrary.torchDeleteTensor",
                    "ai.djl.pytorch.jni.PyTorchLibrary.torchDeleteModule");
            assertThat(calls.keySet()).as("threads that made native calls").containsExactly(thread);
        }
    }

    private static String run(LoadedModel model, long rounds, StopSignal stop) throws Exception {
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
        return lane.submit(call).get(60, TimeUnit.SECONDS);
    }
}
