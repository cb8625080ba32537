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
    private final Runnable first;

    /** @param first to be done beside the engine's start, which does not wait for it */
    OrderThread(Line orders, Stops stops, Runnable first) {
        this.orders = orders;
        this.stops = stops;
        this.first = first;
    }

    @Override
    public void run() {
        try {
            first.run();
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
