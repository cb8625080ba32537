package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a failure becomes on HTTP, in the shape of the OpenAI API: {@code {"error":{"message","type","param","code"}}}. Its clients try
 * 408, 409, 429 and 5xx again unless {@code x-should-retry} says that there is no point.
 */
final class HttpErrors {

    /** Where nothing is known about when it may pass. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private HttpErrors() {
    }

    static void reply(Exchange exchange, BourdonException failure) throws IOException {
        ErrorCode code = failure.code();
        int status = status(code);
        if (status == 429 || status >= 500) {
            exchange.header("x-should-retry", Boolean.toString(mayPass(code)));
        }
        if (status == 429 || status == 503 && mayPass(code)) {
            Duration wait = failure.retryAfter().orElse(SOON);
            exchange.header("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
            exchange.header("retry-after-ms", Long.toString(wait.toMillis()));
        }
        ObjectNode body = JsonBody.error(status, code.name().toLowerCase(Locale.ROOT), failure.getMessage());
        parameter(code).ifPresent(name -> ((ObjectNode) body.get("error")).put("param", name));
        exchange.reply(status, JsonBody.MEDIA_TYPE, JsonBody.bytes(body));
    }

    /** Which part of a request for speech was wrong, where the code alone tells. */
    private static Optional<String> parameter(ErrorCode code) {
        return switch (code) {
            case VOICE_NOT_FOUND -> Optional.of("voice");
            case TEXT_EMPTY, TEXT_TOO_LONG -> Optional.of("input");
            default -> Optional.empty();
        };
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, TEXT_EMPTY, TEXT_TOO_LONG, VOICE_NOT_FOUND, INVALID_INPUT, UNSUPPORTED -> 400;
            case BUSY -> 429;
            case VOICE_BROKEN, ENGINE_UNAVAILABLE, CANCELLED, SHUTTING_DOWN -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case ENGINE_FAILED, INTERNAL -> 500;
        };
    }

    /** Whether the same request may do better later. */
    private static boolean mayPass(ErrorCode code) {
        return switch (code) {
            case BUSY, ENGINE_UNAVAILABLE, ENGINE_FAILED, CANCELLED, SHUTTING_DOWN -> true;
            default -> false;
        };
    }
}
