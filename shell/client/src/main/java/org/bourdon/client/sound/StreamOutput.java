package org.bourdon.client.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.ReaderGoneException;

/** Sound as it comes, into something that is read meanwhile: standard output, a named pipe, a device. */
public final class StreamOutput implements SoundOutput {

    private final WritableByteChannel channel;
    private final String name;
    private final FileFormat format;

    public StreamOutput(WritableByteChannel channel, String name, FileFormat format) {
        this.channel = channel;
        this.name = name;
        this.format = format;
    }

    @Override
    public void begin(int sampleRate) throws ClientException {
        if (format.withHeader()) {
            write(Wav.headerOfUnknownLength(sampleRate));
        }
    }

    @Override
    public void write(ByteBuffer pcm) throws ClientException {
        try {
            while (pcm.hasRemaining()) {
                channel.write(pcm);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void finish() throws ClientException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void abandon() {
        // What was written has been read: there is nothing to take back.
    }

    private ClientException failed(IOException e) {
        // The system's own words are all that tells a reader who left from a full disk; in any language they end with these.
        String reason = ClientException.reason(e);
        return reason.toLowerCase(Locale.ROOT).contains("broken pipe")
                ? new ReaderGoneException()
                : new ClientException(ExitCode.OUTPUT, "cannot write to " + name + ": " + reason, e);
    }
}
