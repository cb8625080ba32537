package org.bourdon.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "42", "null", "\"text\"", "{", "{}{}", "{\"a\":1} garbage", "nonsense\nover two lines"})
    void anything_but_one_object_is_an_invalid_request_told_in_one_line(String body) {
        assertThatThrownBy(() -> JsonBody.read(body.getBytes(StandardCharsets.UTF_8))).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST)).message().isNotBlank().doesNotContain("\n");
    }

    @Test
    void an_object_nested_without_end_is_refused() {
        assertThatThrownBy(() -> JsonBody.read("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isInstanceOf(BourdonException.class);
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> JsonBody.read(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'})).isInstanceOf(BourdonException.class);
    }

    @ParameterizedTest
    @CsvSource({"400,invalid_request_error", "401,authentication_error", "403,permission_error", "404,invalid_request_error",
        "429,rate_limit_error", "500,server_error", "503,server_error"})
    void an_error_has_the_four_members_that_clients_look_for(int status, String type) {
        assertThat(JsonBody.error(status, "some_code", "what went wrong")).hasToString(
                "{\"error\":{\"message\":\"what went wrong\",\"type\":\"" + type + "\",\"param\":null,\"code\":\"some_code\"}}");
    }
}
