package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A client that keeps what it hears. */
final class Listener implements AutoCloseable {

    /**
     * What a request came to, in milliseconds from its last byte written.
     *
     * @param firstSound to the first audio byte
     * @param all        to the end
     */
    record Heard(double firstSound, double all, float[] samples) {
    }

    private final String voice;
    private final Transport.Line line;
    private final ByteBuffer pcm = ByteBuffer.allocateDirect(16 << 20).order(ByteOrder.LITTLE_ENDIAN);

    Listener(Transport transport, String voice) throws IOException {
        this.voice = voice;
        this.line = transport.connect();
    }

    Heard say(String text) throws IOException {
        pcm.clear();
        Transport.Heard heard = line.speak(voice, text, pcm::put);
        return new Heard(heard.firstSound(), heard.all(), samples());
    }

    private float[] samples() {
        pcm.flip();
        float[] samples = new float[pcm.remaining() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pcm.getShort() / (float) Short.MAX_VALUE;
        }
        return samples;
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
