package org.bourdon.engine.worker.child;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.bourdon.engine.worker.wire.HeadWriter;
import org.bourdon.engine.worker.wire.Kind;
import org.bourdon.engine.worker.wire.Line;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Starts an engine's process. Arguments: the daemon's socket, its process id, and whether the system ends this process with it. */
@SuppressWarnings("sunapi")
public final class Main {

    /** The line that questions and answers pass over. */
    public static final int ANSWERS = 0;
    /** The line on which the daemon says stop, and whose end is the daemon's. */
    public static final int ORDERS = 1;

    /** The system kills this process when the daemon ends. */
    public static final String LEASHED = "leashed";
    /** It does not yet. */
    public static final String FREE = "free";

    /** Native code may go deep. */
    private static final long ENGINE_STACK_BYTES = 8L << 20;

    private Main() {
    }

    public static void main(String[] arguments) {
        try {
            // A service manager and a terminal signal the daemon's whole family; the daemon alone says when this process ends.
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
                Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
            }
            Path socket = Path.of(arguments[0]);
            long daemon = Long.parseLong(arguments[1]);
            Line answers = connect(socket, ANSWERS);
            Line orders = connect(socket, ORDERS);
            Stops stops = new Stops();
            Thread.ofPlatform().name("engine").stackSize(ENGINE_STACK_BYTES).start(new EngineThread(answers, stops));
            Thread.ofPlatform().name("orders").start(new OrderThread(orders, stops, arguments[2].equals(FREE) ? () -> ParentDeath.endsThisProcess(daemon) : () -> { }));
        } catch (IOException | RuntimeException e) {
            end("the daemon cannot be reached", e);
        }
    }

    private static Line connect(Path socket, int role) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        Line line = new Line(channel);
        line.send(Kind.GREETING, 0, new HeadWriter().putInt(role).putLong(ProcessHandle.current().pid()));
        return line;
    }

    /** Ends the process at once: what hooks and finalizers could do here, the system does better. */
    static void end() {
        Runtime.getRuntime().halt(0);
    }

    static void end(String why, Throwable cause) {
        System.err.println("bourdon engine process: " + why + ": " + cause);
        cause.printStackTrace();
        Runtime.getRuntime().halt(2);
    }
}
