package org.bourdon.gateway.unix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/** Cuts what a client sends into lines; never holds more than the longest line. */
final class LineReader {

    /** What reading came to. */
    enum Result { LINE, END, TOO_LONG }

    private static final int FIRST_BYTES = 4 * 1024;

    private final ReadableByteChannel channel;
    private final int longest;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int filled;
    private int searched;
    private int lineLength;
    private int consumed;

    LineReader(ReadableByteChannel channel, int longest) {
        this.channel = channel;
        this.longest = longest;
    }

    /** After {@link Result#LINE} the line is the first {@link #lineLength} of {@link #bytes}, until the next call. */
    Result next() throws IOException {
        dropLine();
        while (true) {
            for (; searched < filled; searched++) {
                if (bytes[searched] == '\n') {
                    lineLength = searched;
                    consumed = ++searched;
                    return lineLength > longest ? Result.TOO_LONG : Result.LINE;
                }
            }
            if (filled > longest) {
                return Result.TOO_LONG;
            }
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 4, longest + 2));
            }
            int read = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
            if (read < 0) {
                return Result.END;
            }
            filled += read;
        }
    }

    /**
     * What follows the latest line, which is gone then. Takes memory only as bytes come, whatever length was announced.
     *
     * @return empty when the client went before all of it was there
     */
    Optional<byte[]> payload(int length) throws IOException {
        int here = Math.min(length, filled - consumed);
        byte[] payload = Arrays.copyOfRange(bytes, consumed, consumed + Math.min(length, Math.max(here, FIRST_BYTES)));
        consumed += here;
        searched = consumed;
        for (int got = here; got < length; ) {
            if (got == payload.length) {
                payload = Arrays.copyOf(payload, Math.min(length, 4 * got));
            }
            int read = channel.read(ByteBuffer.wrap(payload, got, payload.length - got));
            if (read < 0) {
                return Optional.empty();
            }
            got += read;
        }
        return Optional.of(payload);
    }

    private void dropLine() {
        int rest = filled - consumed;
        if (bytes.length > FIRST_BYTES && rest <= FIRST_BYTES) {
            bytes = Arrays.copyOf(Arrays.copyOfRange(bytes, consumed, filled), FIRST_BYTES);
        } else {
            System.arraycopy(bytes, consumed, bytes, 0, rest);
        }
        filled = rest;
        searched = 0;
        consumed = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int lineLength() {
        return lineLength;
    }
}
