package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * An error as JSON-RPC has it.
 *
 * @param name       one of {@link ErrorCode}'s, for programs
 * @param retryAfter when the same request may succeed, if that can be told
 */
record RpcError(int code, String message, String name, Optional<Duration> retryAfter) {

    private RpcError(int code, String message, String name) {
        this(code, message, name, Optional.empty());
    }

    /** What a message quotes may be as long as a request. */
    private static final int LONGEST = 1_000;

    RpcError {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - (Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? 1 : 0)) + "…";
    }

    static RpcError parse(String message) {
        return new RpcError(-32700, message, ErrorCode.INVALID_REQUEST.name());
    }

    static RpcError notARequest(String message) {
        return new RpcError(-32600, message, ErrorCode.INVALID_REQUEST.name());
    }

    static RpcError unknownMethod(String message) {
        return new RpcError(-32601, message, ErrorCode.INVALID_REQUEST.name());
    }

    static RpcError of(BourdonException failure) {
        return new RpcError(number(failure.code()), failure.getMessage(), failure.code().name(), failure.retryAfter());
    }

    static RpcError of(ErrorCode code, String message) {
        return new RpcError(number(code), message, code.name());
    }

    private static int number(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST -> -32602;
            case TEXT_EMPTY -> 1002;
            case TEXT_TOO_LONG -> 1003;
            case VOICE_NOT_FOUND -> 1004;
            case VOICE_BROKEN -> 1005;
            case INVALID_INPUT -> 1006;
            case UNSUPPORTED -> 1007;
            case ENGINE_UNAVAILABLE -> 1008;
            case ENGINE_FAILED -> 1009;
            case BUSY -> 1010;
            case CANCELLED -> 1011;
            case DEADLINE_EXCEEDED -> 1012;
            case SHUTTING_DOWN -> 1013;
            case INTERNAL -> 1014;
        };
    }
}
