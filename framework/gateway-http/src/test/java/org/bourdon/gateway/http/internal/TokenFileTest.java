package org.bourdon.gateway.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("http.token");
    }

    @Test
    void a_token_is_made_that_only_its_owner_reads_and_stays() throws IOException {
        String token = TokenFile.read(file);

        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(TokenFile.read(file)).isEqualTo(token);
        assertThat(TokenFile.read(folder.resolve("another"))).isNotEqualTo(token);
    }

    @Test
    void a_token_of_one_s_own_is_taken_without_the_space_around_it() throws IOException {
        write("  my-own-secret-token\n", "r--------");

        assertThat(TokenFile.read(file)).isEqualTo("my-own-secret-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rwx------", "rw----r--"})
    void a_file_that_others_can_open_is_refused(String permissions) throws IOException {
        write("my-own-secret-token", permissions);

        assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "too-short", "two words are not one token", "not-printable-\u00e4\u00f6\u00fc", "two-long-lines-are\ntwo-long-lines-are"})
    void what_is_no_token_is_refused_and_not_shown(String content) throws IOException {
        write(content, "rw-------");

        assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(IOException.class).hasMessageContaining("at least 16 printable")
                .message().doesNotContain("\n");
    }

    @Test
    void a_folder_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> TokenFile.read(folder.resolve("nowhere/http.token"))).isInstanceOf(IOException.class);
    }

    private void write(String content, String permissions) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
