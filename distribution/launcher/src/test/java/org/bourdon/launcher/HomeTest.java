package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void a_new_home_is_closed_to_others() throws IOException {
        Home home = new Home(folder.resolve("some").resolve("where"));

        home.prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root()))).isEqualTo("rwx------");
        assertThat(home.root().resolve("log")).isDirectory();
    }

    @Test
    void an_open_home_is_closed_to_others() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        new Home(folder).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @Test
    void a_file_in_its_place_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new Home(file).prepare()).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_stale_pid_file_is_overwritten_and_removed_at_the_end() throws IOException {
        Path pid = Files.writeString(folder.resolve("bourdon.pid"), "999999\nrubbish");

        try (PidFile _ = PidFile.write(pid, 42)) {
            assertThat(pid).hasContent("42");
        }

        assertThat(folder).isEmptyDirectory();
    }
}
