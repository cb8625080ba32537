package org.bourdon.core.session;

import java.time.Duration;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSink;
import org.bourdon.audio.session.AudioSinkFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Nobody hears it. */
@Component(service = AudioSinkFactory.class, property = "sink=null")
public final class NullSink implements AudioSinkFactory {

    @Activate
    public NullSink() {
        // It needs nothing.
    }

    @Override
    public String name() {
        return "null";
    }

    @Override
    public AudioSink open(String session, AudioFormat format) {
        return new AudioSink() {

            @Override
            public boolean keepsTime() {
                return false;
            }

            @Override
            public void write(float[] samples) {
                // heard by nobody
            }

            @Override
            public Duration latency() {
                return Duration.ZERO;
            }

            @Override
            public void flush() {
                // nothing waits
            }

            @Override
            public void drain(Duration patience) {
                // nothing waits
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
