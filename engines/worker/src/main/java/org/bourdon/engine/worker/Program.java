package org.bourdon.engine.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bourdon.engine.EngineSettings;
import org.bourdon.engine.worker.child.Main;

/**
 * What an engine's process runs.
 *
 * @param engine        by the name that its factory has
 * @param classPath     jars and folders
 * @param nativeFolders where {@link System#loadLibrary} looks
 * @param heapMegabytes of its Java heap, at most
 * @param leash         as {@link Leash#find} has found it
 */
record Program(String engine, EngineSettings settings, List<Path> classPath, List<Path> nativeFolders, int heapMegabytes, List<String> leash) {

    /** What a service manager gave to the daemon is not the process's; the rest is what the daemon's own starter sets. */
    private static final List<String> DAEMONS_OWN = List.of("NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_PID", "WATCHDOG_USEC");
    private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2", "OMP_WAIT_POLICY", "PASSIVE", "ORT_DISABLE_TELEMETRY", "1");

    Program {
        classPath = List.copyOf(classPath);
        nativeFolders = List.copyOf(nativeFolders);
        leash = List.copyOf(leash);
    }

    /** The process that connects to this socket; its standard output and error come in one stream. */
    ProcessBuilder process(Path socket) {
        List<String> command = new ArrayList<>(leash);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms8m", "-Xmx" + heapMegabytes + "m", "-Xss512k", "-XX:MaxDirectMemorySize=512m",
                "-XX:TrimNativeHeapInterval=5000", "-XX:-UsePerfData",
                // Its end has to be quick, and told to the daemon, not to a file in whatever folder this is.
                "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "-XX:+ErrorFileToStderr", "-XX:ErrorLogTimeout=2",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Djava.library.path=" + join(nativeFolders), "-cp", join(classPath)));
        command.addAll(List.of(Main.class.getName(), socket.toString(), Long.toString(ProcessHandle.current().pid()),
                leash.isEmpty() ? Main.FREE : Main.LEASHED));
        ProcessBuilder process = new ProcessBuilder(command).directory(settings.folders().home().toFile()).redirectErrorStream(true)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        process.environment().keySet().removeAll(DAEMONS_OWN);
        ENVIRONMENT.forEach(process.environment()::putIfAbsent);
        return process;
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
