package org.bourdon.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "say", description = "Speaks a text.", footer = {
    "",
    "Without -o it plays: through the first of pacat, pw-cat, aplay, ffplay, play (sox) and afplay",
    "that is there and has a sound server or card to play on.",
    "",
    "Examples:",
    "  bourdon say \"Hello from Bourdon.\" -o hello.wav",
    "  bourdon say -f chapter.txt -v en_US-tenor -o chapter.wav",
    "  date | bourdon say",
    "  bourdon say \"As it comes.\" -o - --raw | aplay -f S16_LE -r 32000"})
final class SayCommand implements Callable<Integer> {

    private static final Duration PLAYER_PATIENCE = Duration.ofSeconds(15);

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What to say; - or nothing reads standard input.")
    private List<String> words = List.of();

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "Read the text from a UTF-8 file; - is standard input.")
    private Optional<String> file = Optional.empty();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "Write a 16-bit mono WAV file, whole or not at all; - streams to standard output.")
    private Optional<String> target = Optional.empty();

    @Option(names = {"-v", "--voice"}, paramLabel = "VOICE", description = "Speak with this voice; see 'bourdon voices'.")
    private Optional<String> voice = Optional.empty();

    @Option(names = "--speaker", paramLabel = "NAME", description = "The speaker, of a voice that has several.")
    private Optional<String> speaker = Optional.empty();

    @Option(names = "--speed", paramLabel = "FACTOR", description = "How fast: 2 is twice as fast as 1, the voice's own.")
    private Optional<Double> speed = Optional.empty();

    @Option(names = "--raw", description = "With -o: samples only (s16le), no WAV header.")
    private boolean raw;

    @Option(names = "--json", description = "Print the figures on standard output as one JSON object.")
    private boolean json;

    private final Surroundings surroundings;

    SayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ClientException {
        checkOptions();
        String text = new TextInput(surroundings.in(), surroundings.terminal().in()).read(words, file);
        SoundOutput output = output();
        surroundings.interruption().undo(output::abandon);
        try (Rpc daemon = surroundings.door().enter()) {
            surroundings.interruption().undo(() -> daemon.connection().sendNow(Speech.cancellation()));
            Speech.Figures figures = speak(daemon, output, text);
            report(figures);
        } catch (ReaderGoneException _) {
            // It has heard enough: closing the connection cancels the rest.
            return ExitCode.DONE.number();
        } finally {
            output.abandon();
        }
        return ExitCode.DONE.number();
    }

    private Speech.Figures speak(Rpc daemon, SoundOutput output, String text) throws ClientException {
        Progress progress = surroundings.progress();
        try {
            return new Speech(daemon, output, progress).speak(new Speech.Request(text, voice, speaker, speed));
        } finally {
            progress.clear();
        }
    }

    private void checkOptions() throws ClientException {
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

    private SoundOutput output() throws ClientException {
        if (target.isEmpty()) {
            return player();
        }
        if (target.get().equals("-")) {
            return new StreamOutput(surroundings.out(), "standard output", raw);
        }
        try {
            Path path = Path.of(target.get());
            return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path) ? device(path) : FileOutput.at(path, raw);
        } catch (InvalidPathException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target.get() + ": not a file name here", e);
        }
    }

    /** A pipe or a device is written through; a file put into its place would destroy it. */
    private SoundOutput device(Path path) throws ClientException {
        try {
            return new StreamOutput(FileChannel.open(path, StandardOpenOption.WRITE), path.toString(), raw);
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + path + ": " + ClientException.reason(e), e);
        }
    }

    private SoundOutput player() throws ClientException {
        Player.Found found = Player.find(surroundings.variables(), Path.of("/"))
                .orElseThrow(() -> new ClientException(ExitCode.OUTPUT, "no player or sound server here to play on; -o FILE writes a WAV file instead"));
        return found.player().streams() ? new PlayerOutput(found, PLAYER_PATIENCE) : FilePlayerOutput.of(found, surroundings.home());
    }

    private void report(Speech.Figures figures) throws ClientException {
        if (json) {
            surroundings.print(new String(Json.line(line -> {
                line.writeStringField("voice", figures.voice());
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
            }), StandardCharsets.UTF_8));
        } else if (surroundings.terminal().err() && target.isPresent() && !target.get().equals("-")) {
            surroundings.err().printf(Locale.ROOT, "%s: %.1f s of speech by %s%n", target.get(), figures.seconds(), figures.voice());
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
