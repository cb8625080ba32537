package org.bourdon.engine.worker.child;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.bourdon.engine.worker.wire.Frame;
import org.bourdon.engine.worker.wire.Kind;
import org.bourdon.engine.worker.wire.Line;
import org.bourdon.engine.worker.wire.MalformedFrameException;

/** Hears what the daemon says while the engine works. When the line ends, the daemon has ended, or wants this process to. */
final class OrderThread implements Runnable {

    private final Line orders;
    private final Stops stops;
    private final long daemon;

    OrderThread(Line orders, Stops stops, long daemon) {
        this.orders = orders;
        this.stops = stops;
        this.daemon = daemon;
    }

    @Override
    public void run() {
        try {
            // By now the engine is being started on its own thread, which does not wait for this.
            ParentDeath.endsThisProcess(daemon);
            while (true) {
                Frame frame = orders.receive((kind, bytes) -> ByteBuffer.allocateDirect(bytes));
                if (frame.kind() != Kind.STOP) {
                    throw new MalformedFrameException(frame.kind() + " is no order");
                }
                stops.stop(frame.number());
            }
        } catch (EOFException e) {
            Main.end();
        } catch (IOException | RuntimeException e) {
            Main.end("the line of orders broke", e);
        }
    }
}
