package org.bourdon.client.stress;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.bourdon.client.ClientException;
import org.bourdon.client.Connection;
import org.bourdon.client.Json;
import org.bourdon.client.sound.SoundOutput;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** Takes one message after the other off a connection; of sound it only counts the bytes. */
final class StressEar implements SoundOutput {

    private final Connection connection;
    private final Duration patience;
    private long bytes;

    StressEar(Connection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /** The next message, without its payload. */
    JrsObject head() throws ClientException {
        return connection.readLine(patience, "a message");
    }

    /** Reads the payload that follows a message, if one does. */
    void payload(JrsObject head) throws ClientException {
        if (isNotification(head, "audio")) {
            connection.readBytes(Json.number(Json.member(head, "params"), "payload_length", 0), patience, this::write);
        }
    }

    /** The answer to a request of ours, or to a line that the daemon could not read; what comes before it is passed over. */
    JrsObject answer(String id) throws ClientException {
        while (true) {
            JrsObject message = head();
            payload(message);
            if (answers(message, id) || errorCode(message) != 0 && Json.string(message, "id").isEmpty()) {
                return message;
            }
        }
    }

    static boolean isNotification(JrsObject message, String method) {
        return Json.string(message, "method").orElse("").equals(method);
    }

    static boolean answers(JrsObject message, String id) {
        return Json.string(message, "method").isEmpty() && Json.string(message, "id").orElse("").equals(id);
    }

    /** @return 0 when it is no error */
    static long errorCode(JrsObject message) {
        return Json.number(Json.member(message, "error"), "code", 0);
    }

    static String errorName(JrsObject message) {
        return Json.string(Json.member(Json.member(message, "error"), "data"), "error").orElse("UNNAMED");
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void begin(int sampleRate) {
        // The daemon's figures are looked at where its messages are.
    }

    @Override
    public void write(ByteBuffer pcm) {
        bytes += pcm.remaining();
    }

    @Override
    public void finish() {
        // Nothing is kept.
    }

    @Override
    public void abandon() {
        // Nothing is kept.
    }
}
