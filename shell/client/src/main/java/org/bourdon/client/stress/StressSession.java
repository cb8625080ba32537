package org.bourdon.client.stress;

import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.Json;
import org.bourdon.client.Rpc;
import org.bourdon.client.Speech;
import org.bourdon.client.sound.FileFormat;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** An honest client's connection: has texts spoken one after the other and believes nothing of what comes back. */
final class StressSession implements AutoCloseable {

    private final Rpc daemon;
    private final Optional<String> voice;
    private long requests;

    StressSession(Rpc daemon, Optional<String> voice) {
        this.daemon = daemon;
        this.voice = voice;
    }

    StressAnswer speak(String text) throws ClientException {
        return new Exchange("r" + ++requests).speak(text);
    }

    /** Nothing more may come after the last answer; a last question makes sure of it. */
    void end() throws ClientException {
        daemon.connection().send(Rpc.request("end", "health", params -> { }));
        JrsObject message = new StressEar(daemon.connection(), Rpc.SILENCE).head();
        if (!StressEar.answers(message, "end")) {
            throw stray(message);
        }
    }

    private static StressFault stray(JrsObject message) {
        return new StressFault("STRAY_MESSAGE", "a message for no request under way: " + Json.text(message));
    }

    @Override
    public void close() {
        daemon.close();
    }

    /** One request: exactly one answer, every message with its name and ours, every sample accounted for. */
    private final class Exchange {

        private final String id;
        private final StressEar ear = new StressEar(daemon.connection(), Rpc.SILENCE);
        private final long start = System.nanoTime();
        private double firstAudioMs;
        private long sampleRate;

        Exchange(String id) {
            this.id = id;
        }

        StressAnswer speak(String text) throws ClientException {
            var request = new Speech.Request(text, voice, Optional.empty(), Optional.empty(), Optional.empty(), false, FileFormat.PLAIN, false);
            daemon.connection().send(Rpc.request(id, "speak", request::writeTo));
            while (true) {
                JrsObject message = ear.head();
                if (Json.string(message, "method").isPresent()) {
                    follow(message);
                } else if (StressEar.answers(message, id)) {
                    return StressEar.errorCode(message) != 0 ? refused(message) : ended(Json.member(message, "result"));
                } else {
                    throw stray(message);
                }
            }
        }

        private void follow(JrsObject message) throws ClientException {
            JrsObject params = Json.member(message, "params");
            if (!Json.string(params, "request").orElse("").equals(id)) {
                throw stray(message);
            }
            if (!Json.string(params, "session").orElse("").equals(daemon.session())) {
                throw new StressFault("WRONG_SESSION", "a message of another session than " + daemon.session() + ": " + Json.text(message));
            }
            if (StressEar.isNotification(message, "started")) {
                sampleRate = Json.number(params, "sample_rate", 0);
            } else if (StressEar.isNotification(message, "audio") && firstAudioMs == 0) {
                firstAudioMs = elapsedMs();
            }
            ear.payload(message);
        }

        private StressAnswer refused(JrsObject message) {
            return new StressAnswer.Failed(StressEar.errorName(message), Json.string(Json.member(message, "error"), "message").orElse("no reason given"));
        }

        private StressAnswer ended(JrsObject result) {
            String outcome = Json.string(result, "outcome").orElse("");
            long samples = Json.number(result, "samples", -1);
            if (!outcome.equals("done")) {
                return new StressAnswer.Failed("NOT_DONE", "the answer is " + Json.text(result));
            }
            if (samples * 2 != ear.bytes()) {
                return new StressAnswer.Failed("WRONG_LENGTH", ear.bytes() + " bytes arrived of " + samples + " samples");
            }
            if (samples == 0 || sampleRate <= 0) {
                return new StressAnswer.Failed("NO_SOUND", "done without any sound");
            }
            return new StressAnswer.Done(firstAudioMs, elapsedMs(), (double) samples / sampleRate);
        }

        private double elapsedMs() {
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
