package org.bourdon.voice;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * How a text is spoken.
 *
 * @param speed       1 is the voice's own, 2 twice as fast; {@value #SLOWEST} to {@value #FASTEST}
 * @param speaker     by name or number, of a voice that has several
 * @param noiseScale  how much noise goes into the sound; empty for the voice's own; 0 makes it repeatable; 0 to 2
 * @param noiseWidth  how much the rhythm varies at random; empty for the voice's own; 0 makes it repeatable; 0 to 2
 */
public record Delivery(double speed, Optional<String> speaker, OptionalDouble noiseScale, OptionalDouble noiseWidth) {

    public static final double SLOWEST = 0.25;
    public static final double FASTEST = 4;

    /** The voice as it is. */
    public static final Delivery PLAIN = new Delivery(1, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    public Delivery {
        Objects.requireNonNull(speaker);
        Objects.requireNonNull(noiseScale);
        Objects.requireNonNull(noiseWidth);
    }

    /** @throws BourdonException INVALID_REQUEST naming the value that is out of range */
    public Delivery validated() throws BourdonException {
        within("speed", speed, SLOWEST, FASTEST);
        within("noise_scale", noiseScale.orElse(0), 0, 2);
        within("noise_w", noiseWidth.orElse(0), 0, 2);
        return this;
    }

    private static void within(String name, double value, double least, double most) throws BourdonException {
        if (!(value >= least && value <= most)) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, name + " is " + value + "; it lies between " + least + " and " + most);
        }
    }
}
