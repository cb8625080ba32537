package org.bourdon.core.speech;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicInteger hangs = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean held;
    private volatile List<Device> devices = List.of(Device.CPU);
    private volatile Map<Device, String> missing = Map.of();

    /** The next runs do not come back before {@link #letGo}, whatever they are told. */
    void hang(int runs) {
        hangs.set(runs);
    }

    /** The next runs that are let through fail. */
    void fail(int runs) {
        failures.set(runs);
    }

    /** To be said before it is added. */
    void configure(String names, Map<Device, String> unusable) {
        devices = Device.list(names);
        missing = unusable;
    }

    /** From now on a run waits until {@link #step} lets it through. */
    void hold() {
        held = true;
    }

    void step(int runs) {
        steps.release(runs);
    }

    void letGo() {
        held = false;
        hangs.set(0);
        back.countDown();
        steps.release(1_000_000);
    }

    @Override
    public String name() {
        return "tone";
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public Optional<String> probe(Device device) {
        return Optional.ofNullable(missing.get(device));
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
                if (hangs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    back.await(1, TimeUnit.MINUTES);
                }
                while (held && !stop.isStopped() && !steps.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException e) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, "interrupted", e);
            }
            if (stop.isStopped()) {
                throw new BourdonException(ErrorCode.CANCELLED, "stopped");
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, "failed as it was told to");
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
