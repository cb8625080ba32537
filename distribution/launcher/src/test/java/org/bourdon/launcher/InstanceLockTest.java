package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {

    @TempDir
    Path home;

    @Test
    void only_one_holds_it() throws IOException {
        try (InstanceLock _ = InstanceLock.acquire(home.resolve("lock")).orElseThrow()) {
            assertThat(InstanceLock.acquire(home.resolve("lock"))).as("second holder").isEmpty();
        }
    }

    @Test
    void a_file_left_behind_by_a_crash_is_no_lock() throws IOException {
        Files.writeString(home.resolve("lock"), "4711");

        assertThat(InstanceLock.acquire(home.resolve("lock"))).isPresent().get().satisfies(InstanceLock::close);
    }

    @Test
    void it_can_be_taken_again_once_released() throws IOException {
        InstanceLock.acquire(home.resolve("lock")).orElseThrow().close();

        assertThat(InstanceLock.acquire(home.resolve("lock"))).isPresent().get().satisfies(InstanceLock::close);
    }
}
