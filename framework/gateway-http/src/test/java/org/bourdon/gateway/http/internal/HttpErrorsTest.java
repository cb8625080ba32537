package org.bourdon.gateway.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.FakeExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

class HttpErrorsTest {

    @ParameterizedTest
    @CsvSource({"INVALID_REQUEST,400,,", "TEXT_EMPTY,400,input,", "TEXT_TOO_LONG,400,input,", "VOICE_NOT_FOUND,400,voice,", "UNSUPPORTED,400,,",
        "BUSY,429,,true", "VOICE_BROKEN,503,,false", "ENGINE_UNAVAILABLE,503,,true", "SHUTTING_DOWN,503,,true", "DEADLINE_EXCEEDED,504,,false",
        "ENGINE_FAILED,500,,true", "INTERNAL,500,,false"})
    void each_code_has_a_status_and_says_whether_to_try_again(ErrorCode code, int status, String param, String retry) throws IOException {
        FakeExchange exchange = replied(code);

        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.answered("x-should-retry").orElse(null)).isEqualTo(retry);
        assertThat(exchange.json().path("error").path("param").textValue()).isEqualTo(param);
    }

    @ParameterizedTest
    @EnumSource(value = ErrorCode.class, names = {"BUSY", "SHUTTING_DOWN", "ENGINE_UNAVAILABLE"})
    void what_passes_by_itself_says_when_to_come_back(ErrorCode code) throws IOException {
        assertThat(replied(code).answered("Retry-After")).hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_is_told_in_the_shape_that_clients_know(ErrorCode code) throws IOException {
        JsonNode error = replied(code).json().path("error");

        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").asText()).isEqualTo("what went wrong");
        assertThat(error.path("code").asText()).isEqualToIgnoringCase(code.name());
    }

    private static FakeExchange replied(ErrorCode code) throws IOException {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", "");
        HttpErrors.reply(exchange, new BourdonException(code, "what went wrong"));
        return exchange;
    }
}
