package org.bourdon.client.sound;

import java.nio.ByteBuffer;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** An output that may be begun again as long as no sound has come, as one that a second daemon has to take over. */
public final class OnceBegunOutput implements SoundOutput {

    private final SoundOutput output;
    private int sampleRate;
    private boolean sounded;

    public OnceBegunOutput(SoundOutput output) {
        this.output = output;
    }

    /** Whether there is sound in it that cannot be taken back. */
    public boolean hasSounded() {
        return sounded;
    }

    @Override
    public void begin(int sampleRate) throws ClientException {
        if (this.sampleRate == 0) {
            this.sampleRate = sampleRate;
            output.begin(sampleRate);
        } else if (this.sampleRate != sampleRate) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the daemon went away, and the next one speaks at another sample rate");
        }
    }

    @Override
    public void write(ByteBuffer pcm) throws ClientException {
        sounded = true;
        output.write(pcm);
    }

    @Override
    public void head(ByteBuffer bytes) throws ClientException {
        output.head(bytes);
    }

    @Override
    public void finish() throws ClientException {
        output.finish();
    }

    @Override
    public void abandon() {
        output.abandon();
    }
}
