package org.bourdon.engine.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.bourdon.engine.Device;
import org.bourdon.engine.EngineSettings;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.worker.child.Main;
import org.bourdon.engine.worker.wire.DeviceWire;
import org.bourdon.engine.worker.wire.Frame;
import org.bourdon.engine.worker.wire.HeadWriter;
import org.bourdon.engine.worker.wire.Kind;
import org.bourdon.engine.worker.wire.Line;
import org.bourdon.engine.worker.wire.MalformedFrameException;
import org.bourdon.engine.worker.wire.Scratch;
import org.bourdon.engine.worker.wire.SignatureWire;
import org.bourdon.engine.worker.wire.SourceWire;
import org.bourdon.engine.worker.wire.TensorWire;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * A running engine process, seen from the daemon. One thread at a time asks it; {@link #lookAtTheTime} and {@link #kill} come from
 * others. A thread that waits here waits for the process's answer or its end, and the watch sees to it that one of them comes.
 */
final class EngineChild {

    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Process process;
    private final ProcessOutput output;
    private final Timing timing;
    private final long startedNanos = System.nanoTime();
    private final Line answers;
    private final Line orders;
    private final HeadWriter head = new HeadWriter();
    private final Scratch scratch = new Scratch();
    private final Set<Integer> open = new HashSet<>();
    private int numbers;
    private volatile boolean hasWorked;

    /** Guarded by this: when the process has to have answered, and what it has failed to do by then. */
    private long dueNanos = NEVER;
    private String failing = "";
    private Optional<String> killedBecause = Optional.empty();

    EngineChild(Process process, ProcessOutput output, Line answers, Line orders, Timing timing) {
        this.process = process;
        this.output = output;
        this.answers = answers;
        this.orders = orders;
        this.timing = timing;
    }

    /** Makes the engine. */
    void start(String engine, EngineSettings settings) throws ProcessLostException, BourdonException {
        head.clear().putText(engine).putText(settings.folders().home().toString()).putText(settings.folders().distribution().toString());
        head.putInt(settings.values().size());
        settings.values().forEach((key, value) -> head.putText(key).putText(value));
        ask(Kind.START, List.of(), Kind.READY, timing.start(), Optional.empty(), ByteBuffer::allocateDirect);
    }

    /** @return why the device cannot be used; empty when it can */
    Optional<String> probe(Device device) throws ProcessLostException, BourdonException {
        DeviceWire.write(head.clear(), device);
        Frame probed = ask(Kind.PROBE, List.of(), Kind.PROBED, timing.open(), Optional.empty(), ByteBuffer::allocateDirect);
        return Optional.of(read(() -> probed.head().getText())).filter(why -> !why.isEmpty());
    }

    Signature open(int model, ModelSource source, Device device) throws ProcessLostException, BourdonException {
        DeviceWire.write(head.clear().putInt(model), device);
        List<ByteBuffer> content = SourceWire.write(head, source);
        Frame opened = ask(Kind.OPEN, content, Kind.OPENED, timing.open(), Optional.empty(), ByteBuffer::allocateDirect);
        open.add(model);
        return read(() -> SignatureWire.read(opened.head()));
    }

    /** Closes the models that are open here and not among these. */
    void closeAllBut(Set<Integer> models) throws ProcessLostException, BourdonException {
        if (models.containsAll(open)) {
            return;
        }
        for (int model : Set.copyOf(open)) {
            if (!models.contains(model)) {
                head.clear().putInt(model);
                open.remove(model);
                ask(Kind.CLOSE, List.of(), Kind.CLOSED, timing.open(), Optional.empty(), ByteBuffer::allocateDirect);
            }
        }
    }

    Tensors run(int model, Tensors inputs, StopSignal stop, boolean trim) throws ProcessLostException, BourdonException {
        scratch.clear();
        head.clear().putInt(model);
        List<ByteBuffer> body = TensorWire.write(head, inputs.byName(), scratch);
        // Freed when the tensors are closed and not when the collector comes by: half a megabyte and more a sentence.
        Arena memory = Arena.ofConfined();
        try {
            Frame result = ask(trim ? Kind.TRIM : Kind.RUN, body, Kind.RESULT, timing.run(), Optional.of(stop),
                    bytes -> memory.allocate(bytes, Long.BYTES).asByteBuffer());
            Tensors outputs = Tensors.owning(read(() -> TensorWire.read(result.head(), result.body())), memory::close);
            hasWorked = true;
            return outputs;
        } catch (ProcessLostException | BourdonException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private interface Memory {

        ByteBuffer take(int bytes);
    }

    private Frame ask(Kind question, List<ByteBuffer> body, Kind expected, Duration limit, Optional<StopSignal> stop, Memory memory)
            throws ProcessLostException, BourdonException {
        int number = ++numbers;
        mustAnswerWithin(limit, "did not answer within " + limit.toMillis() + " ms");
        try {
            Frame answer;
            if (stop.isPresent()) {
                try (StopSignal.Registration _ = stop.get().onStop(() -> stop(number))) {
                    answer = exchange(question, number, body, memory);
                }
            } else {
                answer = exchange(question, number, body, memory);
            }
            if (answer.kind() == Kind.FAILED) {
                throw failure(answer);
            }
            if (answer.kind() != expected) {
                throw new MalformedFrameException(answer.kind() + " answers " + question);
            }
            return answer;
        } catch (IOException e) {
            throw lost(e);
        } finally {
            answered();
        }
    }

    private Frame exchange(Kind question, int number, List<ByteBuffer> body, Memory memory) throws IOException {
        answers.send(question, number, head, body);
        Frame answer = answers.receive((kind, bytes) -> memory.take(bytes));
        if (answer.number() != number) {
            throw new MalformedFrameException("the answer to " + answer.number() + " came for " + number);
        }
        return answer;
    }

    private static BourdonException failure(Frame answer) throws MalformedFrameException {
        String code = answer.head().getText();
        String message = answer.head().getText();
        answer.head().end();
        try {
            return new BourdonException(ErrorCode.valueOf(code), message);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("there is no error " + code);
        }
    }

    private interface Reading<T> {

        T read() throws MalformedFrameException;
    }

    private <T> T read(Reading<T> reading) throws ProcessLostException {
        try {
            return reading.read();
        } catch (MalformedFrameException e) {
            throw lost(e);
        }
    }

    /** On the thread that stops; never waits. */
    private void stop(int number) {
        mustAnswerWithin(timing.stopGrace(), "did not stop within " + timing.stopGrace().toMillis() + " ms");
        try {
            synchronized (orders) {
                orders.post(Kind.STOP, number);
            }
        } catch (IOException e) {
            kill("could not be told to stop: " + e.getMessage());
        }
    }

    private synchronized void mustAnswerWithin(Duration limit, String else_) {
        long due = System.nanoTime() + limit.toNanos();
        if (dueNanos == NEVER || due - dueNanos < 0) {
            dueNanos = due;
            failing = else_;
        }
    }

    private synchronized void answered() {
        dueNanos = NEVER;
    }

    /** Kills the process if it has let its time pass. Called every now and then. */
    synchronized void lookAtTheTime() {
        if (dueNanos != NEVER && System.nanoTime() - dueNanos > 0) {
            kill(failing);
        }
    }

    synchronized void kill(String why) {
        if (killedBecause.isEmpty() && process.isAlive()) {
            killedBecause = Optional.of(why);
        }
        process.destroyForcibly();
    }

    private synchronized Optional<String> killedBecause() {
        return killedBecause;
    }

    /** Says what has become of the process, which is no more when this returns, or as good as that. */
    private ProcessLostException lost(IOException cause) {
        if (cause instanceof MalformedFrameException) {
            kill("answered what nobody understands: " + cause.getMessage());
        }
        hangUp();
        return new ProcessLostException(obituary(), wasKilled(), cause);
    }

    /** What has become of the process; waits for its end. */
    String obituary() {
        return "the engine process " + process.pid() + " " + fate();
    }

    /** Whether it was the daemon that ended it by force. */
    boolean wasKilled() {
        return killedBecause().isPresent();
    }

    private String fate() {
        try {
            if (!process.waitFor(timing.end().toMillis(), TimeUnit.MILLISECONDS)) {
                kill("did not end");
                process.waitFor(timing.end().toMillis(), TimeUnit.MILLISECONDS);
            }
            if (killedBecause().isPresent()) {
                return killedBecause().get() + " and was killed";
            }
            Optional<String> crash = output.crash(LAST_WORDS);
            return crash.map(words -> "died: " + words).orElseGet(() -> Exit.describe(process.exitValue(), output.last()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was left because this thread was interrupted";
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Whether it has ever made something. */
    boolean hasWorked() {
        return hasWorked;
    }

    Process process() {
        return process;
    }

    /** Says goodbye, waits for the end, and brings it about if it does not come by itself. */
    void end() {
        hangUp();
        try {
            if (!process.waitFor(timing.end().toMillis(), TimeUnit.MILLISECONDS)) {
                kill("did not end within " + timing.end().toMillis() + " ms");
                process.waitFor(timing.end().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp() {
        for (Line line : new Line[] {orders, answers}) {
            try {
                line.close();
            } catch (IOException e) {
                kill("left a line that cannot be closed: " + e.getMessage());
            }
        }
    }

    /** Which line is which. */
    static EngineChild connected(Process process, ProcessOutput output, Door door, Timing timing) throws IOException {
        Line answers = door.accept(process.pid(), Main.ANSWERS);
        try {
            Line orders = door.accept(process.pid(), Main.ORDERS);
            orders.neverWait();
            return new EngineChild(process, output, answers, orders, timing);
        } catch (IOException e) {
            answers.close();
            throw e;
        }
    }
}
