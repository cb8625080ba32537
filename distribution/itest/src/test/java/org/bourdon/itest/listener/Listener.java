package org.bourdon.itest.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.StringJoiner;

import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.Context;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;

/** Someone who understands US English and writes down what is heard. One thread at a time. */
final class Listener {

    private static final int RATE_HZ = 16_000;
    /** Quiet before and after, so that the recogniser's end-pointing finds both ends. */
    private static final double QUIET_SECONDS = 0.3;

    private final Context context;
    private final Recognizer recogniser;

    Listener() {
        Configuration configuration = new Configuration();
        configuration.setAcousticModelPath("resource:/edu/cmu/sphinx/models/en-us/en-us");
        configuration.setDictionaryPath("resource:/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict");
        configuration.setLanguageModelPath("resource:/edu/cmu/sphinx/models/en-us/en-us.lm.bin");
        try {
            context = new Context(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Of the library's 20,000 guesses a frame most are never heard of again: with these it hears as well, three times as fast.
        context.setLocalProperty("standardActiveListFactory->absoluteBeamWidth", "6000");
        context.setLocalProperty("standardActiveListFactory->relativeBeamWidth", "1e-60");
        recogniser = context.getInstance(Recognizer.class);
        // Once: the ready-made recogniser of the library builds its search tree anew for every stream.
        recogniser.allocate();
    }

    /** @param sound mono, within ±1 */
    String hear(float[] sound, int sampleRateHz) {
        context.setSpeechSource(new ByteArrayInputStream(pcm(new Resampler(sampleRateHz, RATE_HZ).resample(sound))));
        StringJoiner heard = new StringJoiner(" ");
        for (Result result = recogniser.recognize(); result != null; result = recogniser.recognize()) {
            heard.add(result.getBestResultNoFiller());
        }
        return heard.toString();
    }

    private static byte[] pcm(float[] sound) {
        int quiet = (int) (RATE_HZ * QUIET_SECONDS);
        ByteBuffer bytes = ByteBuffer.allocate((2 * quiet + sound.length) * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(quiet * Short.BYTES);
        for (float sample : sound) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1, 1) * Short.MAX_VALUE));
        }
        return bytes.array();
    }
}
