package org.bourdon.core.session;

import java.util.ArrayDeque;
import java.util.Optional;

import org.bourdon.audio.session.AudioSessionEvent;

/** What a session has to tell and its client has not taken. Its owner plays nothing while the echo in it is as much as it may be. */
final class SessionEvents {

    private final ArrayDeque<AudioSessionEvent> waiting = new ArrayDeque<>();
    private int echoBytes;

    void add(AudioSessionEvent event) {
        if (event instanceof AudioSessionEvent.Underrun && waiting.peekLast() instanceof AudioSessionEvent.Underrun) {
            waiting.removeLast();
        }
        echoBytes += bytes(event);
        waiting.add(event);
    }

    Optional<AudioSessionEvent> poll() {
        Optional<AudioSessionEvent> event = Optional.ofNullable(waiting.poll());
        event.ifPresent(taken -> echoBytes -= bytes(taken));
        return event;
    }

    int echoBytes() {
        return echoBytes;
    }

    void clear() {
        waiting.clear();
        echoBytes = 0;
    }

    private static int bytes(AudioSessionEvent event) {
        return event instanceof AudioSessionEvent.Echo echo ? echo.bytes().length : 0;
    }
}
