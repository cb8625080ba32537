package org.bourdon.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.bourdon.client.sound.FileFormat;
import org.bourdon.client.sound.StreamOutput;

import picocli.CommandLine.ParseResult;

/** What a process has around it; a test hands in its own. */
public record Surroundings(Map<String, String> variables, Home home, InputStream in, WritableByteChannel out, PrintStream err, Terminal terminal,
                    DaemonStarter starter, Interruption interruption) {

    static Surroundings ofProcess() {
        Map<String, String> variables = System.getenv();
        Home home = Home.of(variables, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "/")));
        WritableByteChannel out = Channels.newChannel(new FileOutputStream(FileDescriptor.out));
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path distribution = Path.of(System.getProperty("bourdon.distribution", "."));
        return new Surroundings(variables, home, System.in, out, err, Terminal.of(System.getProperty("bourdon.terminal", "")),
                new JavaDaemonStarter(distribution), new Interruption());
    }

    /** The same with the home of the scope that was asked for, if any was. */
    public Surroundings scoped(ParseResult given) throws ClientException {
        Optional<Scope> scope = Scope.of(given, variables);
        return scope.isPresent() ? at(home.of(scope.get())) : this;
    }

    Surroundings at(Home home) {
        return new Surroundings(variables, home, in, out, err, terminal, starter, interruption);
    }

    public Progress progress() {
        return new Progress(err, terminal.err());
    }

    public DaemonDoor door() {
        return new DaemonDoor(this);
    }

    /** Prints for whoever reads standard output, person or program. */
    public void print(String text) throws ClientException {
        new StreamOutput(out, "standard output", FileFormat.RAW).write(StandardCharsets.UTF_8.encode(text));
    }

    /** Prints an object on a line of its own. */
    public void print(Json.Members members) throws ClientException {
        print(new String(Json.line(members), StandardCharsets.UTF_8));
    }
}
