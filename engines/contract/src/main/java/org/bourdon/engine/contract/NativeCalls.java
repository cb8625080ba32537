package org.bourdon.engine.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Notes which thread made which native call. Static because woven code reaches nothing else. */
public final class NativeCalls {

    private static final Map<Thread, Set<String>> CALLS = new ConcurrentHashMap<>();

    private NativeCalls() {
    }

    /** What woven code calls just before the native method, such as {@code ai.onnxruntime.OrtSession.run}. */
    public static void record(String method) {
        CALLS.computeIfAbsent(Thread.currentThread(), thread -> ConcurrentHashMap.newKeySet()).add(method);
    }

    /** The native methods called so far, by thread. */
    public static Map<Thread, Set<String>> byThread() {
        Map<Thread, Set<String>> copy = new HashMap<>();
        CALLS.forEach((thread, methods) -> copy.put(thread, new TreeSet<>(methods)));
        return copy;
    }

    public static void reset() {
        CALLS.clear();
    }
}
