package org.bourdon.client.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Home;

/** Plays when all the sound is there, for a player that reads files only. */
public final class FilePlayerOutput implements SoundOutput {

    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final Player.Found found;
    private final Path file;
    private final FileOutput wav;
    private volatile Optional<Process> process = Optional.empty();
    private int sampleRate;
    private long bytes;

    private FilePlayerOutput(Player.Found found, Path file, FileOutput wav) {
        this.found = found;
        this.file = file;
        this.wav = wav;
    }

    public static FilePlayerOutput of(Player.Found found, Home home) throws ClientException {
        Path file = home.cache().resolve("play-" + ProcessHandle.current().pid() + ".wav");
        try {
            Files.createDirectories(home.cache());
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot make " + home.cache() + ": " + ClientException.reason(e), e);
        }
        return new FilePlayerOutput(found, file, FileOutput.at(file, FileFormat.WAV));
    }

    @Override
    public void begin(int sampleRate) throws ClientException {
        this.sampleRate = sampleRate;
        wav.begin(sampleRate);
    }

    @Override
    public void write(ByteBuffer pcm) throws ClientException {
        bytes += pcm.remaining();
        wav.write(pcm);
    }

    @Override
    public void finish() throws ClientException {
        wav.finish();
        try {
            Process player = new ProcessBuilder(List.of(found.program().toString(), file.toString()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process = Optional.of(player);
            Duration sound = Duration.ofMillis(bytes * 1000 / (2L * sampleRate));
            if (!player.waitFor(sound.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ClientException(ExitCode.OUTPUT, "the player " + found.program() + " stands still; -o FILE writes a file instead");
            }
            if (player.exitValue() != 0) {
                throw new ClientException(ExitCode.OUTPUT, "the player " + found.program() + " gave up; -o FILE writes a file instead");
            }
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot start the player " + found.program() + ": " + ClientException.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        } finally {
            abandon();
        }
    }

    @Override
    public void abandon() {
        process.ifPresent(Process::destroyForcibly);
        wav.abandon();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + file, e);
        }
    }
}
