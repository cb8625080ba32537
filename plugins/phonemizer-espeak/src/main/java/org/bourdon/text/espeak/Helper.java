package org.bourdon.text.espeak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of espeak-ng that reads texts by the line. Behind each text it gets a mark of bare phonemes, which ends the answer.
 * It leaves when its input closes, and so with the daemon, however that dies.
 */
final class Helper implements AutoCloseable {

    private static final String MARK = "[[tttttttttttt]]\n";
    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_LINES = 1_000;

    /** Kills a process that takes too long; closed when it has answered. */
    static final class Alarm implements AutoCloseable {

        private final CompletableFuture<Void> answered = new CompletableFuture<>();

        Alarm(Process process, Duration patience) {
            answered.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((nothing, late) -> {
                if (late != null) {
                    process.destroyForcibly();
                }
            });
        }

        boolean wentOff() {
            return answered.isCompletedExceptionally();
        }

        @Override
        public void close() {
            answered.complete(null);
        }
    }

    private final Process process;
    private final Duration patience;
    private final boolean staysOpen;
    private final OutputStream out;
    private final InputStream in;
    /** How this voice says the mark; empty until the first answer. */
    private Optional<String> mark = Optional.empty();

    private Helper(Process process, Duration patience, boolean staysOpen) {
        this.process = process;
        this.patience = patience;
        this.staysOpen = staysOpen;
        this.out = process.getOutputStream();
        this.in = new BufferedInputStream(process.getInputStream());
    }

    /** With {@code stdbuf} a process answers line by line and stays; without it (macOS) only when its input ends. */
    static Helper start(Path program, String voice, Duration patience) throws IOException {
        List<String> command = new ArrayList<>();
        Optional<Path> stdbuf = Installed.program("stdbuf");
        stdbuf.ifPresent(found -> command.addAll(List.of(found.toString(), "-oL")));
        command.addAll(List.of(program.toString(), "-q", "-b", "1", "--ipa", "-v", voice));
        return new Helper(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start(), patience, stdbuf.isPresent());
    }

    boolean staysOpen() {
        return staysOpen;
    }

    long pid() {
        return process.pid();
    }

    List<List<String>> translate(List<String> texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (mark.isEmpty()) {
            lines.append(MARK);
        }
        texts.forEach(text -> lines.append(text).append('\n').append(MARK));
        Alarm alarm = new Alarm(process, patience);
        try (alarm) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (!staysOpen) {
                out.close();
            }
            if (mark.isEmpty()) {
                mark = Optional.of(line());
            }
            List<List<String>> answers = new ArrayList<>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                answers.add(answer());
            }
            return answers;
        } catch (IOException e) {
            throw alarm.wentOff() ? new IOException("it was stopped because it did not answer within " + patience.toMillis() + " ms", e) : e;
        }
    }

    private List<String> answer() throws IOException {
        List<String> clauses = new ArrayList<>();
        String line = line();
        while (!line.equals(mark.orElseThrow())) {
            if (!line.isEmpty()) {
                clauses.add(line);
            }
            if (clauses.size() > MOST_LINES) {
                throw new IOException("more than " + MOST_LINES + " lines for one text");
            }
            line = line();
        }
        return clauses;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("the process ended");
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            next = in.read();
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
