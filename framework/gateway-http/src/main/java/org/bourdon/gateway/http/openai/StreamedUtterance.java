package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.sound.EncodedSound;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One utterance of a {@link SpeechStreamClient}: each sentence a sound of its own, between {@code audio.start} and {@code audio.done}. */
final class StreamedUtterance implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(StreamedUtterance.class);
    private static final Duration WAKE = Duration.ofMinutes(1);

    private final int index;
    private final SpeechStream stream;
    private final SoundFormats formats;
    private final AudioEncoderFactory format;
    private final Packing packing;
    private final ClientSocket socket;
    private volatile boolean over;
    private Optional<SpeechEvent.Started> started = Optional.empty();
    private int sentence = -1;
    private long bytes;
    private Optional<EncodedSound> sound = Optional.empty();

    StreamedUtterance(int index, SpeechStream stream, SoundFormats formats, AudioEncoderFactory format, Packing packing, ClientSocket socket) {
        this.index = index;
        this.stream = stream;
        this.formats = formats;
        this.format = format;
        this.packing = packing;
        this.socket = socket;
    }

    SpeechStream stream() {
        return stream;
    }

    /** Whether nothing of it comes any more. */
    boolean isOver() {
        return over;
    }

    @Override
    public void run() {
        try {
            Outcome outcome = pump();
            over = true;
            finish(outcome);
        } catch (BourdonException e) {
            log.warn("an utterance could not be encoded: {}", e.getMessage());
            stream.cancel(CancelReason.CLIENT_GONE);
            tell(JsonBody.object().put("type", "error").put("message", e.getMessage()).put("code", e.code().name().toLowerCase(java.util.Locale.ROOT)));
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
            stream.cancel(CancelReason.CLIENT_GONE);
        } catch (InterruptedException e) {
            stream.cancel(CancelReason.CLIENT_GONE);
        } finally {
            over = true;
            sound.ifPresent(EncodedSound::close);
        }
    }

    private Outcome pump() throws BourdonException, IOException, InterruptedException {
        while (true) {
            Optional<SpeechEvent> event = stream.next(WAKE);
            if (event.isPresent()) {
                switch (event.get()) {
                    case SpeechEvent.Started begun -> started = Optional.of(begun);
                    case SpeechEvent.SentenceBegun begun -> begin(begun);
                    case SpeechEvent.Audio audio -> send(sound.orElseThrow().encode(audio.samples()));
                    case SpeechEvent.Ended ended -> {
                        return ended.outcome();
                    }
                }
            }
        }
    }

    private void begin(SpeechEvent.SentenceBegun begun) throws BourdonException, IOException {
        endSentence(Optional.empty());
        sentence = begun.index();
        SpeechEvent.Started speaking = started.orElseThrow();
        EncodedSound opened = formats.sound(format, packing);
        sound = Optional.of(opened);
        opened.begin(speaking.voice(), speaking.sampleRateHz());
        message(head("audio.start").put("sentence_text", begun.text()).put("format", format.format()).put("sample_rate", speaking.sampleRateHz()));
    }

    private void endSentence(Optional<String> error) throws BourdonException, IOException {
        if (sound.isEmpty()) {
            return;
        }
        try (EncodedSound ending = sound.get()) {
            if (error.isEmpty()) {
                send(ending.finish().map(AudioEncoder.Ending::bytes).orElse(new byte[0]));
            }
        } finally {
            sound = Optional.empty();
        }
        message(head("audio.done").put("total_bytes", bytes).put("error", error.orElse(null)));
        bytes = 0;
    }

    private void finish(Outcome outcome) throws BourdonException, IOException {
        ObjectNode done = JsonBody.object().put("type", "session.done").put("utterance_index", index).put("total_sentences", sentence + 1);
        switch (outcome) {
            case Outcome.Done _ -> endSentence(Optional.empty());
            case Outcome.Cancelled _ -> {
                endSentence(Optional.of("cancelled"));
                done.put("cancelled", true);
            }
            case Outcome.Failed failed -> {
                endSentence(Optional.of(failed.message()));
                message(JsonBody.object().put("type", "error").put("message", failed.message())
                        .put("code", failed.code().name().toLowerCase(java.util.Locale.ROOT)));
            }
        }
        message(done);
    }

    private void send(byte[] encoded) throws IOException {
        if (encoded.length > 0) {
            bytes += encoded.length;
            socket.binary(encoded);
        }
    }

    private ObjectNode head(String type) {
        return JsonBody.object().put("type", type).put("utterance_index", index).put("sentence_index", sentence);
    }

    private void message(ObjectNode message) throws IOException {
        socket.text(JsonBody.bytes(message));
    }

    private void tell(ObjectNode message) {
        try {
            message(message);
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
        }
    }
}
