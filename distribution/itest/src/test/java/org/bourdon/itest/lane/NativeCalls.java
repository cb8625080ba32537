package org.bourdon.itest.lane;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What woven classes report to. Public and static, because their byte code calls it. */
public final class NativeCalls {

    private static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();

    /**
     * One entry into native code.
     *
     * @param method  such as {@code ai.onnxruntime.OrtSession.run}
     * @param session identity of the session that it was made for; 0 where there is none
     */
    record Call(String method, String thread, int session) {
    }

    private NativeCalls() {
    }

    /** Called just before native code is entered. */
    public static void entering(String method, Object session) {
        CALLS.add(new Call(method, Thread.currentThread().getName(), session == null ? 0 : System.identityHashCode(session)));
    }

    static List<Call> all() {
        return List.copyOf(CALLS);
    }
}
