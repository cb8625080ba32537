package org.bourdon.core.speech;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;

/** What one client has under way. */
final class ClientSession implements Session {

    private final String id;
    private final SpeechDesk desk;
    private final Statistics figures;
    private final Set<Narration> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param figures where its requests are counted */
    ClientSession(String id, SpeechDesk desk, Statistics figures) {
        this.id = id;
        this.desk = desk;
        this.figures = figures;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SpeechStream speak(SpeechRequest request) throws BourdonException {
        return speak(request, desk.readers());
    }

    @Override
    public SpeechStream speak(SpeechRequest request, Executor text) throws BourdonException {
        Narration narration = accept(request);
        underWay.add(narration);
        desk.begin(narration, text, request.deadline());
        if (closed) {
            narration.cancel(CancelReason.CLIENT_GONE);
            throw new BourdonException(ErrorCode.CANCELLED, "the session " + id + " is closed");
        }
        return narration;
    }

    private Narration accept(SpeechRequest request) throws BourdonException {
        try {
            return desk.accept(request, figures, underWay::remove);
        } catch (BourdonException e) {
            figures.turnedAway(e.code());
            throw e;
        }
    }

    Statistics figures() {
        return figures;
    }

    void cancelAll(CancelReason reason) {
        underWay.forEach(narration -> narration.cancel(reason));
    }

    @Override
    public void close() {
        closed = true;
        cancelAll(CancelReason.CLIENT_GONE);
        desk.left(this);
    }
}
