package org.bourdon.core.lane;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Linux for long time slices for a lane: fewer interruptions by its like, and in return whoever wakes with a shorter slice goes first
 * at once. Without that, a thread with a few microseconds' work, such as one that brings sound to a client, waits for up to a tick of 4 ms
 * while every processor has a lane on it. Kernels before 6.12 take no notice, and other systems are left alone.
 */
final class LongSlices {

    private static final Logger log = LoggerFactory.getLogger(LongSlices.class);
    private static final Duration SLICE = Duration.ofMillis(10);
    private static final long THIS_THREAD = 0;
    private static final long NO_FLAGS = 0;
    private static final long ATTRIBUTES_BYTES = 48;
    private static final long POLICY_OFFSET = 4;
    private static final long RUNTIME_OFFSET = 24;
    private static final int NORMAL_POLICY = 0;

    /** Numbers of the system calls {@code sched_setattr} and {@code sched_getattr}. */
    private record Numbers(long set, long get) {

        static Optional<Numbers> ofThisMachine() {
            return !System.getProperty("os.name").equals("Linux") ? Optional.empty() : switch (System.getProperty("os.arch")) {
                case "amd64" -> Optional.of(new Numbers(314, 315));
                case "aarch64" -> Optional.of(new Numbers(274, 275));
                default -> Optional.empty();
            };
        }
    }

    private record Kernel(MethodHandle syscall, Numbers numbers) {

        long call(long number, MemorySegment attributes, long size) throws Throwable {
            return (long) syscall.invokeExact(number, THIS_THREAD, attributes, size, NO_FLAGS);
        }
    }

    private volatile Optional<Kernel> kernel = Optional.empty();

    /** Takes a while; until it is done nothing changes for any lane. */
    @SuppressWarnings("restricted")
    void prepare() {
        kernel = Numbers.ofThisMachine().flatMap(numbers -> {
            Linker linker = Linker.nativeLinker();
            FunctionDescriptor type = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
            return linker.defaultLookup().find("syscall")
                    .map(function -> new Kernel(linker.downcallHandle(function, type, Linker.Option.firstVariadicArg(1)), numbers));
        });
    }

    /** @return whether the calling thread need not ask again */
    boolean ask() {
        Optional<Kernel> known = kernel;
        known.ifPresent(LongSlices::ask);
        return known.isPresent();
    }

    private static void ask(Kernel kernel) {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment attributes = memory.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            boolean read = kernel.call(kernel.numbers().get(), attributes, ATTRIBUTES_BYTES) == 0;
            if (!read || attributes.get(JAVA_INT, POLICY_OFFSET) != NORMAL_POLICY) {
                return;
            }
            attributes.set(JAVA_LONG, RUNTIME_OFFSET, SLICE.toNanos());
            // The last two arguments are the flags of this call, and one more than it takes.
            long refused = kernel.call(kernel.numbers().set(), attributes, NO_FLAGS);
            log.debug("{} {} long time slices", Thread.currentThread().getName(), refused == 0 ? "has" : "was refused");
        } catch (Throwable e) {
            log.warn("{} could not ask for long time slices", Thread.currentThread().getName(), e);
        }
    }
}
