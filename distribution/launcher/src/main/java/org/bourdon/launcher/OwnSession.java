package org.bourdon.launcher;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the starter's session, so that neither its terminal nor its process group can end the daemon. */
final class OwnSession {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

    private OwnSession() {
    }

    /** @return whether this process now leads a session of its own; not so for one that a shell started in the foreground */
    static boolean enter() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setsid = linker.defaultLookup().find("setsid");
        if (setsid.isEmpty()) {
            return false;
        }
        MethodHandle call = linker.downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        try {
            return (int) call.invokeExact() > 0;
        } catch (Throwable e) {
            LOG.warn("No session of our own: setsid failed", e);
            return false;
        }
    }
}
