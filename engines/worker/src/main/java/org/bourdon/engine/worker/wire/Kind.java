package org.bourdon.engine.worker.wire;

import java.io.IOException;

/** What a frame is. The daemon asks, and each question has one answer. */
public enum Kind {

    /** From a process that has connected: which of its two lines this is, and its process id. */
    GREETING(1),
    /** The engine's name and settings. Answer: {@link #READY}. */
    START(2),
    /** A model to open; its content, if it is no file, is the body. Answer: {@link #OPENED}. */
    OPEN(3),
    /** A model and its inputs. Answer: {@link #RESULT}. */
    RUN(4),
    /** The same, giving working memory back. */
    TRIM(5),
    /** A model to close. Answer: {@link #CLOSED}. */
    CLOSE(6),
    /** On the line beside the others, without an answer: nobody wants the result of the frame with this number. */
    STOP(7),
    /** A device to look for. Answer: {@link #PROBED}. */
    PROBE(8),

    READY(64),
    /** A model's signature. */
    OPENED(65),
    /** A run's outputs. */
    RESULT(66),
    CLOSED(67),
    /** An error code and a message, instead of any other answer. */
    FAILED(68),
    /** Why the device cannot be used; an empty text when it can. */
    PROBED(69);

    private static final Kind[] BY_CODE = new Kind[128];

    static {
        for (Kind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Kind of(int code) throws IOException {
        if (code < 0 || code >= BY_CODE.length || BY_CODE[code] == null) {
            throw new MalformedFrameException("there is no kind of frame " + code);
        }
        return BY_CODE[code];
    }
}
