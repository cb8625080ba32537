package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.sound.EncodedSound;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechStream;

/** Carries the sound of one request into its answer, and stops it as soon as nobody listens. */
final class SpeechPump {

    /** How often a client that is sent nothing is looked after. */
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final AudioEncoder.Ending NOTHING = new AudioEncoder.Ending(new byte[0], new byte[0]);

    private final SpeechStream stream;
    private final EncodedSound sound;
    private final Exchange exchange;
    private final SpokenReply reply;
    private final long begun = System.nanoTime();
    private boolean heard;

    SpeechPump(SpeechStream stream, EncodedSound sound, Exchange exchange, SpokenReply reply) {
        this.stream = stream;
        this.sound = sound;
        this.exchange = exchange;
        this.reply = reply;
    }

    void run() throws BourdonException, IOException, InterruptedException {
        try {
            Outcome outcome = pump();
            switch (outcome) {
                case Outcome.Done done -> reply.end(sound.finish().orElse(NOTHING), done.samples());
                case Outcome.Failed failed -> reply.fail(new BourdonException(failed.code(), failed.message()));
                case Outcome.Cancelled cancelled when cancelled.reason() == CancelReason.SHUTTING_DOWN ->
                        reply.fail(new BourdonException(ErrorCode.SHUTTING_DOWN, "the daemon is leaving"));
                case Outcome.Cancelled cancelled -> throw new IOException("the client hung up");
            }
        } finally {
            stream.cancel(CancelReason.CLIENT_GONE);
        }
    }

    private Outcome pump() throws BourdonException, IOException, InterruptedException {
        while (true) {
            Optional<SpeechEvent> event = stream.next(LOOK);
            if (event.isPresent()) {
                switch (event.get()) {
                    case SpeechEvent.Started started -> {
                        sound.begin(started.voice(), started.sampleRateHz());
                        tell(started);
                        reply.begin(started);
                    }
                    case SpeechEvent.SentenceBegun _ -> { }
                    case SpeechEvent.Audio audio -> send(sound.encode(audio.samples()));
                    case SpeechEvent.Ended ended -> {
                        return ended.outcome();
                    }
                }
            }
            if (exchange.isClientGone()) {
                stream.cancel(CancelReason.CLIENT_GONE);
            }
        }
    }

    private void tell(SpeechEvent.Started started) {
        exchange.header("x-bourdon-voice", started.voice());
        exchange.header("x-sample-rate", Integer.toString(started.sampleRateHz()));
        started.fallback().ifPresent(why -> exchange.header("x-bourdon-fallback", why));
    }

    private void send(byte[] bytes) throws IOException, BourdonException {
        if (bytes.length == 0) {
            return;
        }
        if (!heard) {
            heard = true;
            exchange.header("x-time-to-first-audio-ms", Double.toString(Math.round((System.nanoTime() - begun) / 1e3) / 1e3));
        }
        reply.sound(bytes);
    }
}
