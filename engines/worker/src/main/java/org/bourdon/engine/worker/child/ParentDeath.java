package org.bourdon.engine.worker.child;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Has Linux kill this process when the daemon's thread that started it ends, even while it is halted or its virtual machine stands
 * still; on other systems, and else, the end of the line of orders does.
 */
final class ParentDeath {

    private static final int PR_SET_PDEATHSIG = 1;
    private static final long SIGKILL = 9;

    private ParentDeath() {
    }

    @SuppressWarnings("restricted")
    static void endsThisProcess(long parent) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> prctl = linker.defaultLookup().find("prctl");
        if (prctl.isEmpty()) {
            return;
        }
        MethodHandle call = linker.downcallHandle(prctl.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        try {
            int result = (int) call.invokeExact(PR_SET_PDEATHSIG, SIGKILL);
            if (result != 0) {
                System.err.println("the system does not take the order to end this process with the daemon");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("prctl cannot be called", e);
        }
        if (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L) != parent) {
            Main.end();
        }
    }
}
