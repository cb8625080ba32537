package org.bourdon.voice.streaming;

import org.bourdon.engine.Tensor;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.piper.side.SideFile;

/**
 * The three numbers that steer a Piper voice.
 *
 * @param noise  in the sound
 * @param length 1 as learnt, 2 twice as long
 * @param width  of the rhythm's random variation
 */
record Scales(float noise, float length, float width) {

    static Scales of(SideFile.Defaults defaults, Delivery delivery) {
        return new Scales((float) delivery.noiseScale().orElse(defaults.noiseScale()), (float) (defaults.lengthScale() / delivery.speed()),
                (float) delivery.noiseWidth().orElse(defaults.noiseWidth()));
    }

    Tensor.Floats tensor() {
        return Tensor.Floats.of(new float[] {noise, length, width}, 3);
    }
}
