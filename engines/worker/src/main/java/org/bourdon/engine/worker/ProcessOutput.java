package org.bourdon.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads all that a process writes, so that it never waits for a reader, and remembers what it said at its end. */
final class ProcessOutput implements Runnable {

    private static final int LONGEST_LINE = 2_000;
    private static final Pattern CRASH = Pattern.compile("#\\s+(SIG[A-Z]+ \\(0x[0-9a-f]+\\)|.*There is insufficient memory.*)");
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("Terminating due to (java\\.lang\\.OutOfMemoryError.*)");

    private final InputStream output;
    private final ProcessLog log;
    private final String prefix;
    private final Thread reader;
    private volatile Optional<String> crash = Optional.empty();
    private volatile String last = "";

    private ProcessOutput(Process process, ProcessLog log) {
        this.output = process.getInputStream();
        this.log = log;
        this.prefix = "[" + process.pid() + "] ";
        this.reader = Thread.ofPlatform().name("worker-output-" + process.pid()).daemon().unstarted(this);
    }

    static ProcessOutput of(Process process, ProcessLog log) {
        ProcessOutput output = new ProcessOutput(process, log);
        output.reader.start();
        return output;
    }

    /** What it died of by its own account; waits a little for a process that has just ended. */
    Optional<String> crash(Duration patience) throws InterruptedException {
        reader.join(patience);
        return crash;
    }

    /** The last line that says something. */
    String last() {
        return last;
    }

    @Override
    public void run() {
        StringBuilder line = new StringBuilder();
        try (Reader text = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            char[] some = new char[4096];
            for (int count = text.read(some); count >= 0; count = text.read(some)) {
                for (int i = 0; i < count; i++) {
                    if (some[i] == '\n') {
                        take(line.toString());
                        line.setLength(0);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append(some[i]);
                    }
                }
            }
        } catch (IOException e) {
            log.line(prefix + "its output cannot be read further: " + e);
        }
        take(line.toString());
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        log.line(prefix + line);
        for (Pattern pattern : new Pattern[] {CRASH, OUT_OF_MEMORY}) {
            Matcher matcher = pattern.matcher(line);
            if (crash.isEmpty() && matcher.find()) {
                crash = Optional.of(matcher.group(1));
            }
        }
        if (!line.equals("#")) {
            last = line;
        }
    }
}
