package org.bourdon.audio.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Decodes by the program of that name, which knows nothing of our encoders. Without it a test is skipped, and in CI it fails. */
public final class Ffmpeg {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Ffmpeg() {
    }

    /** @return decoded by a program that takes any damage for a failure */
    public static Decoded decode(byte[] encoded, String ending) throws IOException, InterruptedException {
        return decode(encoded, ending, List.of());
    }

    /** @return the same, brought to a sample rate */
    public static Decoded decode(byte[] encoded, String ending, int sampleRateHz) throws IOException, InterruptedException {
        return decode(encoded, ending, List.of("-ar", String.valueOf(sampleRateHz)));
    }

    private static Decoded decode(byte[] encoded, String ending, List<String> options) throws IOException, InterruptedException {
        assumePresent();
        Path folder = Files.createTempDirectory("bourdon-ffmpeg");
        Path from = folder.resolve("encoded." + ending);
        Path to = folder.resolve("decoded.wav");
        Path said = folder.resolve("said");
        try {
            Files.write(from, encoded);
            List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-xerror", "-err_detect",
                    "crccheck+bitstream+buffer+explode", "-i", from.toString()));
            command.addAll(options);
            command.addAll(List.of("-c:a", "pcm_f32le", "-f", "wav", "-bitexact", to.toString()));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("ffmpeg did not end within " + PATIENCE);
                }
            } finally {
                process.destroyForcibly();
            }
            String complaints = Files.readString(said, StandardCharsets.UTF_8);
            if (process.exitValue() != 0 || !complaints.isBlank()) {
                throw new AssertionError("ffmpeg does not like it (exit " + process.exitValue() + "): " + complaints);
            }
            return wav(Files.readAllBytes(to));
        } finally {
            for (Path file : List.of(from, to, said, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Skips the test, or fails it in CI, where ffmpeg is not installed. */
    public static void assumePresent() {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ffmpeg")));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("ffmpeg decodes what is encoded here, and is not installed");
        }
        assumeTrue(there, "ffmpeg decodes what is encoded here, and is not installed");
    }

    /** 32-bit floats, in chunks of which only two matter. */
    private static Decoded wav(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(12);
        int rate = 0;
        while (bytes.remaining() >= 8) {
            byte[] name = new byte[4];
            bytes.get(name);
            int length = bytes.getInt();
            switch (new String(name, StandardCharsets.US_ASCII)) {
                case "fmt " -> {
                    if (bytes.getShort(bytes.position() + 2) != 1) {
                        throw new AssertionError("decoded to more than one channel");
                    }
                    rate = bytes.getInt(bytes.position() + 4);
                    bytes.position(bytes.position() + length);
                }
                case "data" -> {
                    float[] samples = new float[Math.min(length, bytes.remaining()) / Float.BYTES];
                    bytes.asFloatBuffer().get(samples);
                    return new Decoded(samples, rate);
                }
                default -> bytes.position(bytes.position() + length);
            }
        }
        throw new AssertionError("ffmpeg made no sound of it");
    }
}
