package org.bourdon.client.sound;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a file or a pipe gets.
 *
 * @param onTheWire  the format that the daemon is asked for
 * @param withHeader whether the samples that come get a WAV header here
 */
public record FileFormat(String onTheWire, boolean withHeader) {

    public static final String PLAIN = "s16le";
    public static final FileFormat WAV = new FileFormat(PLAIN, true);
    public static final FileFormat RAW = new FileFormat(PLAIN, false);

    private static final Map<String, String> BY_ENDING = Map.of("wav", "wav", "wave", "wav", "pcm", "pcm", "raw", "pcm", "flac", "flac", "mp3", "mp3",
            "opus", "opus", "ogg", "opus", "aac", "aac");

    /** @param name as a person gives it; one that is not known here may be known to the daemon */
    public static FileFormat named(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        return switch (known) {
            case "wav" -> WAV;
            case "pcm", "raw", PLAIN -> RAW;
            case "ogg" -> new FileFormat("opus", false);
            default -> new FileFormat(known, false);
        };
    }

    /** @return empty when the file's name does not end like any format's */
    public static Optional<FileFormat> of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".") ? Optional.ofNullable(BY_ENDING.get(ending)).map(FileFormat::named) : Optional.empty();
    }

    /** Whether what comes are the samples themselves. */
    public boolean isPlain() {
        return onTheWire.equals(PLAIN);
    }
}
