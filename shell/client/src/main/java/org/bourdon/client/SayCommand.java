package org.bourdon.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.client.sound.FileFormat;
import org.bourdon.client.sound.FileOutput;
import org.bourdon.client.sound.FilePlayerOutput;
import org.bourdon.client.sound.OnceBegunOutput;
import org.bourdon.client.sound.Player;
import org.bourdon.client.sound.PlayerOutput;
import org.bourdon.client.sound.SoundOutput;
import org.bourdon.client.sound.StreamOutput;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class SayCommand implements ClientCommand {

    private static final Duration PLAYER_PATIENCE = Duration.ofSeconds(15);

    private final Surroundings surroundings;

    SayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "say", "Speaks a text.",
                "",
                "Without -o it plays: through the first of pacat, pw-cat, aplay, ffplay, play (sox) and afplay",
                "that is there and has a sound server or card to play on.",
                "",
                "A daemon that goes away before the first sound is replaced by a fresh one, for some seconds;",
                "after that the speech ends with exit code 4.",
                "",
                "A voice or an engine that is out of order is stood in for: by another engine, another voice of the same",
                "language, or the default voice. A line on standard error says so; --strict makes it a failure.",
                "",
                "Examples:",
                "  bourdon say \"Hello from Bourdon.\" -o hello.wav",
                "  bourdon say -f chapter.txt -v en_US-tenor -o chapter.mp3",
                "  date | bourdon say",
                "  bourdon say \"As it comes.\" -o - --raw | aplay -f S16_LE -r 32000")
                .addPositional(ClientCommand.text("What to say; - or nothing reads standard input."))
                .addOption(ClientCommand.value(String.class, "FILE", "Read the text from a UTF-8 file; - is standard input.", "-f", "--file"))
                .addOption(ClientCommand.value(String.class, "FILE", "Write a file, whole or not at all, in the format that its name ends with: .wav, .flac, .mp3, .opus, .ogg (Opus), .aac, .pcm or .raw"
                        + " (samples, s16le); - streams WAV to standard output.", "-o", "--output"))
                .addOption(ClientCommand.value(String.class, "FORMAT", "With -o: wav, flac, mp3, opus or pcm, whatever the name ends with.", "--format"))
                .addOption(ClientCommand.value(String.class, "VOICE", "Speak with this voice; see 'bourdon voices'.", "-v", "--voice"))
                .addOption(ClientCommand.value(String.class, "NAME", "The speaker, of a voice that has several.", "--speaker"))
                .addOption(ClientCommand.value(Double.class, "FACTOR", "How fast: 2 is twice as fast as 1, the voice's own.", "--speed"))
                .addOption(ClientCommand.value(String.class, "ENGINE", "Speak with this engine, such as onnx.", "--engine"))
                .addOption(ClientCommand.flag("--strict", "Fail rather than let another voice or engine stand in."))
                .addOption(ClientCommand.flag("--raw", "With -o: samples only (s16le), no header; the same as --format pcm."))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the figures on standard output as one JSON object."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Optional<String> target = ClientCommand.value(given, "-o");
        Optional<String> formatName = ClientCommand.has(given, "--raw") ? Optional.of("raw") : ClientCommand.value(given, "--format");
        boolean json = ClientCommand.has(given, "--json");
        Optional<Double> speed = ClientCommand.value(given, "--speed");
        if (ClientCommand.has(given, "--raw") && ClientCommand.has(given, "--format")) {
            throw new ClientException(ExitCode.USAGE, "--raw is a format; give it or --format, not both");
        }
        checkOptions(target, formatName, json, speed);
        FileFormat format = format(target, formatName);
        String text = new TextInput(surroundings.in(), surroundings.terminal().in()).read(ClientCommand.text(given), ClientCommand.value(given, "-f"));
        var request = new Speech.Request(text, ClientCommand.value(given, "-v"), ClientCommand.value(given, "--speaker"), speed,
                ClientCommand.value(given, "--engine"), ClientCommand.has(given, "--strict"), format.onTheWire(), target.isPresent() && isFile(target.get()));
        Surroundings here = surroundings.scoped(given);
        var output = new OnceBegunOutput(target.isPresent() ? output(target.get(), format) : player(here.home()));
        surroundings.interruption().undo(output::abandon);
        try {
            Speech.Figures figures = new Perseverance(here).ask(daemon -> speak(daemon, output, request), () -> !output.hasSounded());
            figures.fallback().ifPresent(why -> surroundings.err().println("bourdon: " + why));
            report(figures, target, json);
        } catch (ReaderGoneException _) {
            // It has heard enough: closing the connection cancels the rest.
            return ExitCode.DONE;
        } finally {
            output.abandon();
        }
        return ExitCode.DONE;
    }

    private Speech.Figures speak(Rpc daemon, SoundOutput output, Speech.Request request) throws ClientException {
        surroundings.interruption().undo(() -> daemon.connection().sendNow(Speech.cancellation()));
        Progress progress = surroundings.progress();
        try {
            return new Speech(daemon, output, progress).speak(request);
        } finally {
            progress.clear();
        }
    }

    private void checkOptions(Optional<String> target, Optional<String> format, boolean json, Optional<Double> speed) throws ClientException {
        boolean toStandardOutput = target.equals(Optional.of("-"));
        if (toStandardOutput && json) {
            throw new ClientException(ExitCode.USAGE, "--json and -o - both want standard output");
        }
        if (toStandardOutput && surroundings.terminal().out()) {
            throw new ClientException(ExitCode.USAGE, "-o - writes sound to standard output, which is a terminal; pipe or redirect it");
        }
        if (format.isPresent() && target.isEmpty()) {
            throw new ClientException(ExitCode.USAGE, (format.get().equals("raw") ? "--raw" : "--format") + " goes with -o");
        }
        if (target.equals(Optional.of(""))) {
            throw new ClientException(ExitCode.USAGE, "-o needs a file name");
        }
        if (speed.isPresent() && !(speed.get() > 0 && Double.isFinite(speed.get()))) {
            throw new ClientException(ExitCode.USAGE, "the speed must be a number above 0");
        }
    }

    private static FileFormat format(Optional<String> target, Optional<String> name) throws ClientException {
        if (name.isPresent()) {
            return FileFormat.named(name.get());
        }
        if (target.isEmpty() || !isFile(target.get()) || Files.isDirectory(Path.of(target.get()))) {
            return FileFormat.WAV;
        }
        return FileFormat.of(Path.of(target.get())).orElseThrow(() -> new ClientException(ExitCode.USAGE, "the name " + target.get()
                + " does not say in which format to write; end it with .wav, .flac, .mp3, .opus, .ogg, .aac, .pcm or .raw, or give --format"));
    }

    /** Whether it is made by us, rather than read by somebody meanwhile. */
    private static boolean isFile(String target) throws ClientException {
        if (target.equals("-")) {
            return false;
        }
        Path path = path(target);
        return !Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path);
    }

    private static Path path(String target) throws ClientException {
        try {
            return Path.of(target);
        } catch (InvalidPathException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": not a file name here", e);
        }
    }

    private SoundOutput output(String target, FileFormat format) throws ClientException {
        if (target.equals("-")) {
            return new StreamOutput(surroundings.out(), "standard output", format);
        }
        return isFile(target) ? FileOutput.at(path(target), format) : device(path(target), format);
    }

    /** A pipe or a device is written through; a file put into its place would destroy it. */
    private SoundOutput device(Path path, FileFormat format) throws ClientException {
        try {
            return new StreamOutput(FileChannel.open(path, StandardOpenOption.WRITE), path.toString(), format);
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + path + ": " + ClientException.reason(e), e);
        }
    }

    private SoundOutput player(Home home) throws ClientException {
        Player.Found found = Player.find(surroundings.variables(), Path.of("/"))
                .orElseThrow(() -> new ClientException(ExitCode.OUTPUT, "no player or sound server here to play on; -o FILE writes a WAV file instead"));
        return found.player().streams() ? new PlayerOutput(found, PLAYER_PATIENCE) : FilePlayerOutput.of(found, home);
    }

    private void report(Speech.Figures figures, Optional<String> target, boolean json) throws ClientException {
        if (json) {
            surroundings.print(line -> {
                line.writeStringField("voice", figures.voice());
                line.writeStringField("engine", figures.engine());
                if (figures.fallback().isPresent()) {
                    line.writeStringField("fallback", figures.fallback().get());
                }
                line.writeNumberField("sample_rate", figures.sampleRate());
                line.writeNumberField("samples", figures.samples());
                line.writeNumberField("seconds", rounded(figures.seconds()));
                line.writeNumberField("sentences", figures.sentences());
                line.writeNumberField("ttfa_ms", figures.ttfaMs());
                line.writeNumberField("synthesis_ms", figures.synthesisMs());
                line.writeNumberField("first_audio_ms", rounded(figures.firstAudioMs()));
                line.writeNumberField("wall_ms", rounded(figures.wallMs()));
                if (target.isPresent()) {
                    line.writeStringField("file", target.get());
                }
            });
        } else if (surroundings.terminal().err() && target.isPresent() && !target.get().equals("-")) {
            surroundings.err().printf(Locale.ROOT, "%s: %.1f s of speech by %s%n", target.get(), figures.seconds(), figures.voice());
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
