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
                "  bourdon say -f chapter.txt -v en_US-tenor -o chapter.wav",
                "  date | bourdon say",
                "  bourdon say \"As it comes.\" -o - --raw | aplay -f S16_LE -r 32000")
                .addPositional(ClientCommand.text("What to say; - or nothing reads standard input."))
                .addOption(ClientCommand.value(String.class, "FILE", "Read the text from a UTF-8 file; - is standard input.", "-f", "--file"))
                .addOption(ClientCommand.value(String.class, "FILE", "Write a 16-bit mono WAV file, whole or not at all; - streams to standard output.",
                        "-o", "--output"))
                .addOption(ClientCommand.value(String.class, "VOICE", "Speak with this voice; see 'bourdon voices'.", "-v", "--voice"))
                .addOption(ClientCommand.value(String.class, "NAME", "The speaker, of a voice that has several.", "--speaker"))
                .addOption(ClientCommand.value(Double.class, "FACTOR", "How fast: 2 is twice as fast as 1, the voice's own.", "--speed"))
                .addOption(ClientCommand.value(String.class, "ENGINE", "Speak with this engine, such as onnx.", "--engine"))
                .addOption(ClientCommand.flag("--strict", "Fail rather than let another voice or engine stand in."))
                .addOption(ClientCommand.flag("--raw", "With -o: samples only (s16le), no WAV header."))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the figures on standard output as one JSON object."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Optional<String> target = ClientCommand.value(given, "-o");
        boolean raw = ClientCommand.has(given, "--raw");
        boolean json = ClientCommand.has(given, "--json");
        Optional<Double> speed = ClientCommand.value(given, "--speed");
        checkOptions(target, raw, json, speed);
        String text = new TextInput(surroundings.in(), surroundings.terminal().in()).read(ClientCommand.text(given), ClientCommand.value(given, "-f"));
        var request = new Speech.Request(text, ClientCommand.value(given, "-v"), ClientCommand.value(given, "--speaker"), speed,
                ClientCommand.value(given, "--engine"), ClientCommand.has(given, "--strict"));
        Surroundings here = surroundings.scoped(given);
        var output = new OnceBegunOutput(target.isPresent() ? output(target.get(), raw) : player(here.home()));
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

    private void checkOptions(Optional<String> target, boolean raw, boolean json, Optional<Double> speed) throws ClientException {
        boolean toStandardOutput = target.equals(Optional.of("-"));
        if (toStandardOutput && json) {
            throw new ClientException(ExitCode.USAGE, "--json and -o - both want standard output");
        }
        if (toStandardOutput && surroundings.terminal().out()) {
            throw new ClientException(ExitCode.USAGE, "-o - writes sound to standard output, which is a terminal; pipe or redirect it");
        }
        if (raw && target.isEmpty()) {
            throw new ClientException(ExitCode.USAGE, "--raw goes with -o");
        }
        if (target.equals(Optional.of(""))) {
            throw new ClientException(ExitCode.USAGE, "-o needs a file name");
        }
        if (speed.isPresent() && !(speed.get() > 0 && Double.isFinite(speed.get()))) {
            throw new ClientException(ExitCode.USAGE, "the speed must be a number above 0");
        }
    }

    private SoundOutput output(String target, boolean raw) throws ClientException {
        if (target.equals("-")) {
            return new StreamOutput(surroundings.out(), "standard output", raw);
        }
        try {
            Path path = Path.of(target);
            return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path) ? device(path, raw) : FileOutput.at(path, raw);
        } catch (InvalidPathException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": not a file name here", e);
        }
    }

    /** A pipe or a device is written through; a file put into its place would destroy it. */
    private SoundOutput device(Path path, boolean raw) throws ClientException {
        try {
            return new StreamOutput(FileChannel.open(path, StandardOpenOption.WRITE), path.toString(), raw);
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
