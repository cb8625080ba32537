package org.bourdon.core.lane;

import java.util.concurrent.TimeUnit;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a version of a voice that nobody uses any more. */
public record CloseVoice(VoiceVersion version, Urgency urgency) implements LaneTask {

    private static final Logger log = LoggerFactory.getLogger(CloseVoice.class);

    /** Later than any step of the version that waits already: one that was given up still has to close what it has begun. */
    private static final long AFTER_ALL_NANOS = TimeUnit.SECONDS.toNanos(2);

    public static CloseVoice of(VoiceVersion version) {
        return new CloseVoice(version, Urgency.laterStep(System.nanoTime() + AFTER_ALL_NANOS));
    }

    @Override
    public void run(Lane lane) {
        lane.voices().close(version);
    }

    @Override
    public void refuse(BourdonException why) {
        // A lane that has ended has closed it; at one that is full, whoever asked asks again.
        log.debug("{} is not closed by itself: {}", version.name(), why.getMessage());
    }
}
