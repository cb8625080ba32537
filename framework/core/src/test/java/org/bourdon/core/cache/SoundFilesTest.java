package org.bourdon.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFilesTest {

    private static final int RATE = 32_000;
    private static final SoundFiles.Sound SOUND = new SoundFiles.Sound(List.of(new float[] {0.5f, -0f, Float.MIN_VALUE}, new float[0], new float[] {1}));

    @TempDir
    Path home;

    private Path folder;
    private SoundFiles files;

    @BeforeEach
    void open() throws IOException {
        folder = home.resolve("cache").resolve("sentences");
        files = opened(3 * SOUND.bytes());
    }

    private SoundFiles opened(long limit) throws IOException {
        SoundFiles opened = new SoundFiles(folder, limit);
        opened.open();
        return opened;
    }

    @Test
    void a_sentence_comes_back_after_a_restart_to_the_bit() throws IOException {
        files.write(key(1), RATE, SOUND);

        SoundFiles.Sound read = opened(1_000).read(key(1), RATE).orElseThrow();

        assertThat(read.steps()).usingRecursiveComparison().isEqualTo(SOUND.steps());
        assertThat(names()).containsExactly(key(1).hex() + ".sound");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 9, 15, 17, 30, 40})
    void a_file_with_a_wrong_byte_is_removed_and_not_heard(int at) throws IOException {
        files.write(key(1), RATE, SOUND);
        byte[] bytes = Files.readAllBytes(file(1));
        bytes[at] ^= 0x10;
        Files.write(file(1), bytes);

        assertThat(files.read(key(1), RATE)).isEmpty();
        assertThat(names()).isEmpty();
        assertThat(files.bytes()).isZero();
        assertThat(files.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 20, 43})
    void a_file_that_was_cut_off_is_removed_and_not_heard(int length) throws IOException {
        files.write(key(1), RATE, SOUND);
        Files.write(file(1), java.util.Arrays.copyOf(Files.readAllBytes(file(1)), length));

        assertThat(files.read(key(1), RATE)).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void what_somebody_has_removed_is_not_there() throws IOException {
        files.write(key(1), RATE, SOUND);
        Files.delete(file(1));

        assertThat(files.read(key(1), RATE)).isEmpty();
        assertThat(files.bytes()).isZero();
    }

    @Test
    void the_least_recently_used_leave_when_the_folder_is_full_also_over_a_restart() throws IOException {
        for (int i = 1; i <= 3; i++) {
            files.write(key(i), RATE, SOUND);
            Files.setLastModifiedTime(file(i), FileTime.fromMillis(1_000L * i));
        }
        assertThat(files.read(key(1), RATE)).isPresent();

        SoundFiles later = opened(2 * SOUND.bytes());

        assertThat(names()).containsExactlyInAnyOrder(key(1).hex() + ".sound", key(3).hex() + ".sound");
        later.write(key(4), RATE, SOUND);
        assertThat(names()).containsExactlyInAnyOrder(key(1).hex() + ".sound", key(4).hex() + ".sound");
        assertThat(later.bytes()).isEqualTo(2 * SOUND.bytes());
    }

    @Test
    void what_a_crash_has_left_half_written_goes_and_what_is_not_ours_stays() throws IOException {
        Files.writeString(folder.resolve(key(1).hex() + ".part"), "half");
        Files.writeString(folder.resolve("notes.txt"), "mine");

        opened(1_000);

        assertThat(names()).containsExactly("notes.txt");
    }

    @Test
    void what_is_larger_than_the_folder_may_be_is_not_written() throws IOException {
        files.write(key(1), RATE, new SoundFiles.Sound(List.of(new float[1_000])));

        assertThat(names()).isEmpty();
    }

    private Path file(int number) {
        return folder.resolve(key(number).hex() + ".sound");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static SentenceKey key(int number) {
        return new SentenceKey("%064x".formatted(number));
    }
}
