package org.bourdon.client.sound;

import java.nio.ByteBuffer;

import org.bourdon.client.ClientException;

/** Where the sound goes, mono s16le or encoded: {@code begin}, any number of {@code write}, {@code finish}; or {@code abandon} at any moment. */
public interface SoundOutput {

    void begin(int sampleRate) throws ClientException;

    /** Takes all of it; cuts need not fall between samples. */
    void write(ByteBuffer sound) throws ClientException;

    /** Puts bytes into the place of as many at the beginning, those of a second call behind them; where that cannot be, the beginning is good as it was. */
    default void head(ByteBuffer bytes) throws ClientException {
        bytes.position(bytes.limit());
    }

    /** Everything is where it belongs when this returns. */
    void finish() throws ClientException;

    /** Leaves nothing half-made behind; does nothing after {@link #finish}. Safe on any thread. */
    void abandon();
}
