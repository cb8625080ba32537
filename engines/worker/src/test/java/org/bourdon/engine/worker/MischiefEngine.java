package org.bourdon.engine.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Does all that a native engine must never do, on demand: a run's input {@code do} says what. */
final class MischiefEngine implements Engine {

    /** What a run may do. */
    enum Deed {
        /** Answers with its process's id. */
        PID,
        /** Ends the process with exit code 7. */
        EXIT,
        /** Reads from address 0 in C. */
        SEGFAULT,
        /** The same, but only the first time in the model's folder. */
        SEGFAULT_ONCE,
        /** Never comes back, whoever asks. */
        HANG,
        /** Comes back when it is stopped. */
        WAIT_FOR_STOP,
        /** Fills the Java heap. */
        ALLOCATE,
        /** Throws what no engine should throw. */
        THROW
    }

    @Override
    public String name() {
        return "mischief";
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public Optional<String> probe(Device device) {
        if (device.kind() == Device.Kind.CUDA) {
            Runtime.getRuntime().halt(5);
        }
        return device.equals(Device.CPU) ? Optional.empty() : Optional.of("no " + device + " in process " + ProcessHandle.current().pid());
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".mischief");
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        if (source instanceof ModelSource.File(Path path)) {
            if (!Files.exists(path)) {
                throw new BourdonException(ErrorCode.INVALID_REQUEST, "there is no model file " + path);
            }
            if (path.getFileName().toString().startsWith("crash")) {
                Runtime.getRuntime().halt(9);
            }
            return new Model(path);
        }
        throw new BourdonException(ErrorCode.INVALID_REQUEST, "only files");
    }

    static Tensors order(Deed deed) {
        return Tensors.of(Map.of("do", Tensor.Ints.of(new int[] {deed.ordinal()}, 1)));
    }

    private record Model(Path path) implements LoadedModel {

        @Override
        public Signature signature() {
            return new Signature(List.of(new TensorSpec("do", ElementType.INT32, List.of(1L))), List.of(new TensorSpec("pid", ElementType.INT64, List.of(1L))));
        }

        @Override
        public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
            Deed deed = Deed.values()[((Tensor.Ints) inputs.byName().get("do")).data().get(0)];
            switch (deed) {
                case PID -> { }
                case EXIT -> Runtime.getRuntime().halt(7);
                case SEGFAULT -> segfault();
                case SEGFAULT_ONCE -> {
                    if (first()) {
                        segfault();
                    }
                }
                case HANG -> {
                    while (true) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
                case WAIT_FOR_STOP -> {
                    while (!stop.isStopped()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    throw new BourdonException(ErrorCode.CANCELLED, "stopped");
                }
                case ALLOCATE -> {
                    List<byte[]> all = new ArrayList<>();
                    while (true) {
                        all.add(new byte[1 << 20]);
                    }
                }
                case THROW -> throw new IllegalStateException("a defect");
            }
            return Tensors.of(Map.of("pid", Tensor.Longs.of(new long[] {ProcessHandle.current().pid()}, 1)));
        }

        private boolean first() {
            try {
                Files.createFile(path.resolveSibling("has-crashed"));
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @SuppressWarnings("restricted")
        private static void segfault() {
            try {
                long length = (long) Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().find("strlen").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)).invokeExact(MemorySegment.NULL);
                throw new IllegalStateException("strlen(0) is " + length);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException {
            return run(inputs, stop);
        }

        @Override
        public void close() {
        }
    }
}
