package org.bourdon.gateway.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final String TOKEN = "a-token-of-twenty-and-more";
    private static final String HOST = "127.0.0.1:8081";

    private final Gate open = new Gate(Optional.empty(), Set.of("speech.local"), Set.of("https://example.org"));
    private final Gate locked = new Gate(Optional.of(TOKEN), Set.of(), Set.of());

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"localhost", "localhost:8081", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8081", "[::1]", "[::1]:8081", "speech.local:8081"})
    void who_calls_the_daemon_by_a_name_of_its_own_may_come_in(String host) {
        assertThat(open.check(visitor(host, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8081", "127.0.0.1.evil.example", "localhost.evil.example:8081", "192.168.1.2:8081", "", ":8081", "[::2]"})
    void a_name_that_was_rebound_to_this_machine_is_refused(String host) {
        assertThat(open.check(visitor(host, null, null))).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("host_not_allowed");
        });
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8081,http://127.0.0.1:8081", "localhost:8081,http://localhost:8081", "LocalHost:8081,http://localhost:8081",
        "127.0.0.1:8081,https://example.org", "127.0.0.1:8081,HTTPS://Example.org"})
    void the_daemon_s_own_page_and_those_that_are_allowed_may_come_in(String host, String origin) {
        assertThat(open.check(visitor(host, origin, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "https://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8081", "http://localhost:8081",
        "https://example.org.evil.example", "http://example.org", "chrome-extension://abc"})
    void a_page_of_somebody_else_is_refused(String origin) {
        assertThat(open.check(visitor(HOST, origin, null))).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("origin_not_allowed");
        });
    }

    @Test
    void a_page_behind_a_rebound_name_is_refused_although_host_and_origin_agree() {
        assertThat(open.check(visitor("evil.example:8081", "http://evil.example:8081", null))).isPresent();
    }

    @Test
    void the_token_opens_in_the_header_whatever_the_scheme_s_case() {
        assertThat(locked.check(visitor(HOST, null, "Bearer " + TOKEN))).isEmpty();
        assertThat(locked.check(visitor(HOST, null, "bearer  " + TOKEN + " "))).isEmpty();
    }

    @Test
    void the_token_opens_as_a_protocol_of_a_web_socket() {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));

        assertThat(locked.check(socket(List.of("bourdon", Gate.TOKEN_PROTOCOL + encoded)))).isEmpty();
        assertThat(locked.check(socket(List.of("bourdon", Gate.TOKEN_PROTOCOL + "!!")))).isPresent();
        assertThat(locked.check(socket(List.of("bourdon")))).isPresent();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x", "Bearer a-token-of-twenty-and-mor"})
    void without_the_right_token_nobody_comes_in_and_the_refusal_does_not_tell_it(String authorization) {
        assertThat(locked.check(visitor(HOST, null, authorization))).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.code()).isEqualTo("invalid_api_key");
            assertThat(refusal.message()).doesNotContain(TOKEN);
        });
    }

    @Test
    void what_anybody_may_see_needs_no_token_but_an_origin_that_is_allowed() {
        assertThat(locked.check(new Gate.Visitor(Optional.of(HOST), Optional.empty(), Optional.empty(), List.of(), true))).isEmpty();
        assertThat(locked.check(new Gate.Visitor(Optional.of(HOST), Optional.of("https://evil.example"), Optional.empty(), List.of(), true))).isPresent();
    }

    @Test
    void who_has_the_token_may_call_the_daemon_by_any_name() {
        assertThat(locked.check(visitor("speech.example.org", "http://speech.example.org", "Bearer " + TOKEN))).isEmpty();
    }

    @Test
    void a_refusal_is_one_short_line_whatever_was_sent() {
        assertThat(open.check(visitor(HOST, "https://x\r\n\u001b[31m" + "y".repeat(10_000), null)).orElseThrow().message())
                .hasSizeLessThan(300).doesNotContain("\n", "\u001b");
    }

    private static Gate.Visitor visitor(String host, String origin, String authorization) {
        return new Gate.Visitor(Optional.ofNullable(host), Optional.ofNullable(origin), Optional.ofNullable(authorization), List.of(), false);
    }

    private static Gate.Visitor socket(List<String> protocols) {
        return new Gate.Visitor(Optional.of(HOST), Optional.empty(), Optional.empty(), protocols, false);
    }
}
