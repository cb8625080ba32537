package org.bourdon.core.speech;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** An engine whose runs take as long as the test wants, and which notes every thread that comes in. */
final class ToneEngine implements Engine {

    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final Map<LoadedModel, Set<Thread>> threads = new ConcurrentHashMap<>();
    private final Semaphore steps = new Semaphore(0);
    private volatile boolean held;

    /** From now on a run waits until {@link #step} lets it through. */
    void hold() {
        held = true;
    }

    void step(int runs) {
        steps.release(runs);
    }

    void letGo() {
        held = false;
        steps.release(1_000_000);
    }

    @Override
    public String name() {
        return "tone";
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".tone");
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        if (source.name().startsWith("damaged")) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, source.name() + " is damaged");
        }
        open.incrementAndGet();
        Model model = new Model();
        model.enter();
        return model;
    }

    private final class Model implements LoadedModel {

        private void enter() {
            threads.computeIfAbsent(this, model -> ConcurrentHashMap.newKeySet()).add(Thread.currentThread());
        }

        @Override
        public Signature signature() {
            return new Signature(List.of(), List.of());
        }

        @Override
        public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
            enter();
            runs.incrementAndGet();
            try {
                while (held && !stop.isStopped() && !steps.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException e) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, "interrupted", e);
            }
            if (stop.isStopped()) {
                throw new BourdonException(ErrorCode.CANCELLED, "stopped");
            }
            return Tensors.of(Map.of());
        }

        @Override
        public Tensors runAndTrim(Tensors inputs, StopSignal stop) {
            enter();
            return Tensors.of(Map.of());
        }

        @Override
        public void close() {
            enter();
            open.decrementAndGet();
        }
    }
}
