package org.bourdon.launcher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** Where systemd hears of a service: a datagram socket, which Java itself cannot send to. Linux only, as systemd is. */
final class NotifySocket {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    /** No signal, and no wait when the manager does not read. */
    private static final int MSG_NOSIGNAL_DONTWAIT = 0x4000 | 0x40;
    private static final int FAMILY_BYTES = 2;
    private static final int LONGEST_PATH = 107;

    private final byte[] path;
    private final StructLayout state = Linker.Option.captureStateLayout();
    private final VarHandle errno = state.varHandle(PathElement.groupElement("errno"));
    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;

    /**
     * @param address what {@code NOTIFY_SOCKET} says: a path, or {@code @} and an abstract name
     * @throws IOException when it is neither, or this system has no such calls
     */
    NotifySocket(String address) throws IOException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name.length < 2 || name.length > LONGEST_PATH || name[0] != '/' && name[0] != '@') {
            throw new IOException("NOTIFY_SOCKET is neither a path nor an abstract name: " + address);
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        this.path = name;
        Linker linker = Linker.nativeLinker();
        var ofInt = ValueLayout.JAVA_INT;
        this.socket = call(linker, "socket", FunctionDescriptor.of(ofInt, ofInt, ofInt, ofInt));
        this.sendto = call(linker, "sendto", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ofInt, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ofInt,
                ValueLayout.ADDRESS, ofInt));
        this.close = call(linker, "close", FunctionDescriptor.of(ofInt, ofInt));
    }

    private static MethodHandle call(Linker linker, String name, FunctionDescriptor shape) throws IOException {
        MemorySegment function = linker.defaultLookup().find(name).orElseThrow(() -> new IOException("this system has no " + name));
        return linker.downcallHandle(function, shape, Linker.Option.captureCallState("errno"));
    }

    /** @param message lines of {@code NAME=value}, see sd_notify(3) */
    void send(String message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment failure = arena.allocate(state);
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message.getBytes(StandardCharsets.UTF_8));
            MemorySegment address = arena.allocate(FAMILY_BYTES + LONGEST_PATH + 1L, Short.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
            int fd = (int) socket.invokeExact(failure, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (fd < 0) {
                throw failed("socket", failure);
            }
            try {
                long sent = (long) sendto.invokeExact(failure, fd, text, text.byteSize(), MSG_NOSIGNAL_DONTWAIT, address, FAMILY_BYTES + path.length);
                if (sent < 0) {
                    throw failed("sendto", failure);
                }
            } finally {
                int _ = (int) close.invokeExact(failure, fd);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the service manager cannot be told", e);
        }
    }

    private IOException failed(String call, MemorySegment failure) {
        return new IOException("the service manager cannot be told: " + call + " failed with error " + (int) errno.get(failure, 0L));
    }
}
