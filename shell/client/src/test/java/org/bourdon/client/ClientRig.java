package org.bourdon.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the client in this JVM, with surroundings of the test's own. */
public final class ClientRig {

    /** What a run left behind. */
    public record Ran(int code, byte[] out, String err) {

        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    private final Home home;
    private final Map<String, String> variables = new HashMap<>(Map.of("PATH", "/nowhere"));
    private final Interruption interruption = new Interruption();
    private Optional<ByteArrayOutputStream> said = Optional.empty();
    private InputStream in = InputStream.nullInputStream();
    private Terminal terminal = Terminal.of("");
    private DaemonStarter starter = (_, _) -> {
        throw new ClientException(ExitCode.DAEMON_GONE, "this test starts no daemon");
    };

    public ClientRig(Home home) {
        this.home = home;
    }

    ClientRig piping(byte[] text) {
        in = new ByteArrayInputStream(text);
        return this;
    }

    public ClientRig onTerminal(String digits) {
        terminal = Terminal.of(digits);
        return this;
    }

    ClientRig startingWith(DaemonStarter starter) {
        this.starter = starter;
        return this;
    }

    /** Shows what comes on standard error while it runs. */
    ClientRig saying(ByteArrayOutputStream said) {
        this.said = Optional.of(said);
        return this;
    }

    public ClientRig with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public Interruption interruption() {
        return interruption;
    }

    Lifetime lifetimeOnDemand() throws ClientException {
        return Lifetime.onDemand(variables);
    }

    Surroundings surroundings() {
        return new Surroundings(variables, home, in, Channels.newChannel(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()), terminal,
                starter, interruption);
    }

    public Ran run(String... arguments) {
        var out = new ByteArrayOutputStream();
        return runInto(Channels.newChannel(out), out, arguments);
    }

    Ran runInto(WritableByteChannel channel, ByteArrayOutputStream seen, String... arguments) {
        var err = said.orElseGet(ByteArrayOutputStream::new);
        var surroundings = new Surroundings(variables, home, in, channel, new PrintStream(err, true, StandardCharsets.UTF_8), terminal, starter,
                interruption);
        int code = new Client(surroundings).run(arguments);
        return new Ran(code, seen.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
}
