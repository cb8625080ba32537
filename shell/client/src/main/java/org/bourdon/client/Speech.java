package org.bourdon.client;

import java.io.IOException;
import java.util.Optional;

import org.bourdon.client.sound.FileFormat;
import org.bourdon.client.sound.SoundOutput;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JrsObject;

/** Has one text spoken into an output. */
public final class Speech {

    /**
     * What to speak and how; what is empty is left to the daemon.
     *
     * @param format in which the sound is to come
     * @param kept   whether it is for a file, rather than heard as it comes
     */
    public record Request(String text, Optional<String> voice, Optional<String> speaker, Optional<Double> speed, Optional<String> engine,
                          boolean strict, String format, boolean kept) {

        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStringField("text", text);
            if (voice.isPresent()) {
                json.writeStringField("voice", voice.get());
            }
            if (speaker.isPresent()) {
                json.writeStringField("speaker", speaker.get());
            }
            if (speed.isPresent()) {
                json.writeNumberField("speed", speed.get());
            }
            if (engine.isPresent()) {
                json.writeStringField("engine", engine.get());
            }
            if (strict) {
                json.writeBooleanField("strict", true);
            }
            if (!format.equals(FileFormat.PLAIN)) {
                json.writeStringField("format", format);
                json.writeStringField("packing", kept ? "file" : "live");
            }
        }
    }

    /**
     * How it went.
     *
     * @param fallback     why it was not spoken by what was asked for
     * @param ttfaMs       to the first audio, as the daemon counts from its acceptance of the request
     * @param firstAudioMs to the first audio, as it arrived here, counted from the sending of the request
     * @param wallMs       to the end, counted from the sending of the request
     */
    record Figures(String voice, String engine, Optional<String> fallback, int sampleRate, long samples, long sentences, double ttfaMs,
                   double synthesisMs, double firstAudioMs, double wallMs) {

        double seconds() {
            return (double) samples / sampleRate;
        }
    }

    private final Rpc daemon;
    private final SoundOutput output;
    private final Progress progress;
    private String voice = "";
    private String engine = "";
    private Optional<String> fallback = Optional.empty();
    private String format = FileFormat.PLAIN;
    private int sampleRate;
    private long bytes;
    private long firstAudioNanos;

    Speech(Rpc daemon, SoundOutput output, Progress progress) {
        this.daemon = daemon;
        this.output = output;
        this.progress = progress;
    }

    /** Returns when the output has everything; on failure the output is still to be abandoned. */
    Figures speak(Request request) throws ClientException {
        format = request.format();
        long start = System.nanoTime();
        daemon.send("speak", request::writeTo);
        while (true) {
            JrsObject message = daemon.connection().readLine(Rpc.SILENCE, "speech");
            Optional<JrsObject> result = Rpc.result(message);
            if (result.isPresent()) {
                return finished(result.get(), start);
            }
            follow(message, start);
        }
    }

    /** What a process that is being ended says to the daemon. */
    public static byte[] cancellation() {
        return Rpc.request("2", "cancel", json -> json.writeStringField("request", Rpc.ID));
    }

    private void follow(JrsObject message, long start) throws ClientException {
        JrsObject params = Json.member(message, "params");
        switch (Json.string(message, "method").orElse("")) {
            case "started" -> started(params);
            case "mark" -> mark(params);
            case "head" -> daemon.connection().readBytes(payloadLength(params), Rpc.SILENCE, output::head);
            case "audio" -> audio(payloadLength(params), start);
            default -> {
                // Kinds of notification that a newer daemon may have.
            }
        }
    }

    private void started(JrsObject params) throws ClientException {
        voice = Json.string(params, "voice").orElse("");
        engine = Json.string(params, "engine").orElse("");
        fallback = Json.string(params, "fallback");
        sampleRate = (int) Json.number(params, "sample_rate", 0);
        if (sampleRate <= 0 || Json.number(params, "channels", 1) != 1 || !Json.string(params, "format").orElse(FileFormat.PLAIN).equals(format)) {
            throw new ClientException(ExitCode.DAEMON_FAILED, "the daemon speaks in a format that this client does not know; both must be of one version");
        }
        output.begin(sampleRate);
    }

    /** Encoded sound does not tell how long it is; where its sentences begin does. */
    private void mark(JrsObject params) {
        progress.sentence((int) Json.number(params, "sentence", 0));
        if (!isPlain() && sampleRate > 0) {
            progress.soundUpTo(Json.number(params, "at_sample", 0), sampleRate);
        }
    }

    private boolean isPlain() {
        return format.equals(FileFormat.PLAIN);
    }

    private long payloadLength(JrsObject params) throws ClientException {
        long length = Json.number(params, "payload_length", -1);
        if (length < 0 || sampleRate == 0) {
            throw new ClientException(ExitCode.DAEMON_GONE, "what answers on the socket does not speak the daemon's protocol");
        }
        return length;
    }

    private void audio(long length, long start) throws ClientException {
        if (firstAudioNanos == 0) {
            firstAudioNanos = System.nanoTime() - start;
        }
        daemon.connection().readBytes(length, Rpc.SILENCE, output::write);
        bytes += length;
        if (isPlain()) {
            progress.soundUpTo(bytes / 2, sampleRate);
        }
    }

    private Figures finished(JrsObject result, long start) throws ClientException {
        String outcome = Json.string(result, "outcome").orElse("");
        if (!outcome.equals("done")) {
            String reason = Json.string(result, "reason").orElse("unknown");
            String message = "the speech was cancelled before it was done (" + reason + ")";
            throw reason.equals("SHUTTING_DOWN") ? new DaemonLeftException(message) : new ClientException(ExitCode.DAEMON_FAILED, message);
        }
        if (sampleRate == 0) {
            throw new ClientException(ExitCode.DAEMON_FAILED, "the daemon was done without any speech");
        }
        long samples = Json.number(result, "samples", bytes / 2);
        if (isPlain() && samples != bytes / 2) {
            throw new ClientException(ExitCode.DAEMON_GONE, "of " + samples + " samples " + bytes / 2 + " arrived");
        }
        progress.clear();
        output.finish();
        return new Figures(voice, engine, fallback, sampleRate, samples, Json.number(result, "sentences", 0), Json.decimal(result, "ttfa_ms", 0),
                Json.decimal(result, "synthesis_ms", 0), firstAudioNanos / 1e6, (System.nanoTime() - start) / 1e6);
    }
}
