package org.bourdon.encoder.aac;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program on the user's machine.
 *
 * @param name looked up on the path and in the usual folders at each call, so that installing it is all; or an absolute path
 */
record Ffmpeg(String name) {

    private static final List<String> USUAL = List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin");

    Optional<Path> find() {
        List<String> folders = new ArrayList<>(List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")));
        folders.addAll(USUAL);
        try {
            Path given = Path.of(name);
            return (given.isAbsolute() ? List.of(given).stream() : folders.stream().filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, name)))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    String missing() {
        return "the format aac needs ffmpeg, and there is no program " + name + " on this machine; install it (Debian, Ubuntu: apt install ffmpeg;"
                + " Fedora: dnf install ffmpeg-free; macOS: brew install ffmpeg) and try again, or take another format";
    }

    /** Mono 16-bit samples in, ADTS out, each frame as soon as it is complete. */
    static List<String> command(Path program, int sampleRateHz, int bitRate) {
        return List.of(program.toString(), "-hide_banner", "-nostdin", "-loglevel", "error",
                "-probesize", "32", "-analyzeduration", "0", "-f", "s16le", "-ar", Integer.toString(sampleRateHz), "-ac", "1", "-i", "pipe:0",
                "-c:a", "aac", "-b:a", Integer.toString(bitRate), "-threads", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-flush_packets", "1",
                "-f", "adts", "pipe:1");
    }
}
