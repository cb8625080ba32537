package org.bourdon.core.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sentences' samples in a folder, a file each: written beside its place and moved there whole, checked when it is read, and removed when it is
 * not what it should be. The least recently used leave when the folder is full. Safe on any thread; every method may wait for the disk.
 */
final class SoundFiles {

    /** A sentence's steps. */
    record Sound(List<float[]> steps) {

        long bytes() {
            return HEAD + steps.size() * (long) Integer.BYTES + steps.stream().mapToLong(step -> step.length * (long) Float.BYTES).sum();
        }
    }

    private static final Logger log = LoggerFactory.getLogger(SoundFiles.class);
    private static final String ENDING = ".sound";
    private static final String UNFINISHED = ".part";
    /** "BSC" and the version of what follows: checksum of all after it, sample rate, steps; then each step's length; then the samples. */
    private static final int MAGIC = 0x42534331;
    private static final int HEAD = 4 * Integer.BYTES;
    private static final int CHECKED_FROM = 2 * Integer.BYTES;
    private static final long LONGEST = 8L << 20;

    private final Path folder;
    private final long limit;
    /** Sizes, the least recently used first. */
    private final LinkedHashMap<SentenceKey, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit of all files together, in bytes */
    SoundFiles(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** Finds what is there. Until then nothing is. */
    synchronized void open() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        record Found(Path file, FileTime used, long size) {
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(UNFINISHED)) {
                    Files.deleteIfExists(file);
                } else if (key(file).isPresent()) {
                    found.add(new Found(file, Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
        }
        found.sort(Comparator.comparing(Found::used));
        found.forEach(file -> note(key(file.file()).orElseThrow(), file.size()));
        shrink();
    }

    private static Optional<SentenceKey> key(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[0-9a-f]{64}\\" + ENDING) ? Optional.of(new SentenceKey(name.substring(0, name.length() - ENDING.length()))) : Optional.empty();
    }

    private Path file(SentenceKey key) {
        return folder.resolve(key.hex() + ENDING);
    }

    synchronized int count() {
        return sizes.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Empty when it is not there, or not whole; then it is removed. */
    Optional<Sound> read(SentenceKey key, int sampleRateHz) {
        synchronized (this) {
            if (sizes.get(key) == null) {
                return Optional.empty();
            }
        }
        Path file = file(key);
        try {
            Sound sound = decode(bytes(file), sampleRateHz);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(sound);
        } catch (NoSuchFileException e) {
            log.info("the kept sentence {} has been removed by somebody", file);
        } catch (IOException e) {
            log.warn("the kept sentence {} is not used and removed: {}", file, e.getMessage());
            remove(file);
        }
        forget(key);
        return Optional.empty();
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LONGEST) {
            throw new IOException("it has " + size + " bytes");
        }
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Sound decode(ByteBuffer bytes, int sampleRateHz) throws IOException {
        if (bytes.remaining() < HEAD || bytes.getInt() != MAGIC || bytes.getInt() != checksum(bytes) || bytes.getInt() != sampleRateHz) {
            throw new IOException("it is damaged, or of another version");
        }
        int count = bytes.getInt();
        List<float[]> steps = new ArrayList<>();
        if (count < 1 || count > bytes.remaining() / Integer.BYTES) {
            throw new IOException("it is damaged");
        }
        int lengths = bytes.position();
        int at = lengths + count * Integer.BYTES;
        for (int step = 0; step < count; step++) {
            int length = bytes.getInt(lengths + step * Integer.BYTES);
            if (length < 0 || length > (bytes.limit() - at) / Float.BYTES) {
                throw new IOException("it is damaged");
            }
            float[] samples = new float[length];
            bytes.slice(at, length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
            steps.add(samples);
            at += length * Float.BYTES;
        }
        return new Sound(steps);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(CHECKED_FROM, bytes.limit() - CHECKED_FROM));
        return (int) sum.getValue();
    }

    /** Keeps a sentence, unless it is there. */
    void write(SentenceKey key, int sampleRateHz, Sound sound) throws IOException {
        synchronized (this) {
            if (sizes.containsKey(key) || sound.bytes() > Math.min(limit, LONGEST)) {
                return;
            }
        }
        Path unfinished = folder.resolve(key.hex() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = encode(sampleRateHz, sound);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        synchronized (this) {
            note(key, sound.bytes());
            shrink();
        }
    }

    private static ByteBuffer encode(int sampleRateHz, Sound sound) {
        ByteBuffer bytes = ByteBuffer.allocate((int) sound.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(0).putInt(sampleRateHz).putInt(sound.steps().size());
        sound.steps().forEach(step -> bytes.putInt(step.length));
        for (float[] step : sound.steps()) {
            bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(step);
            bytes.position(bytes.position() + step.length * Float.BYTES);
        }
        bytes.flip();
        return bytes.putInt(Integer.BYTES, checksum(bytes));
    }

    private void note(SentenceKey key, long size) {
        Long before = sizes.put(key, size);
        bytes += size - (before == null ? 0 : before);
    }

    private synchronized void forget(SentenceKey key) {
        Long size = sizes.remove(key);
        bytes -= size == null ? 0 : size;
    }

    private void shrink() {
        Iterator<Map.Entry<SentenceKey, Long>> oldest = sizes.entrySet().iterator();
        while (bytes > limit && oldest.hasNext()) {
            Map.Entry<SentenceKey, Long> entry = oldest.next();
            remove(file(entry.getKey()));
            bytes -= entry.getValue();
            oldest.remove();
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("the kept sentence {} cannot be removed: {}", file, e.toString());
        }
    }
}
