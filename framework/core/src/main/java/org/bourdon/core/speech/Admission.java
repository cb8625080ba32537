package org.bourdon.core.speech;

import java.time.Duration;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.SpeechRequest;

/** Whether there is room for one request more, and when there will be if there is none. Everybody is refused once the daemon leaves. */
final class Admission {

    private final SpeechLimits limits;
    private final Backlog backlog;
    private final Pace ends = new Pace(System.nanoTime());
    private volatile boolean leaving;

    Admission(SpeechLimits limits) {
        this.limits = limits;
        this.backlog = new Backlog(limits.waitingCharacters());
    }

    /** Takes nothing new from now on. */
    void beginLeaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    void refuseWhenLeaving() throws BourdonException {
        if (leaving) {
            throw new BourdonException(ErrorCode.SHUTTING_DOWN, "the daemon is leaving");
        }
    }

    /** What can be said of a request without taking anything of it in. */
    void check(SpeechRequest request) throws BourdonException {
        refuseWhenLeaving();
        TextLimit.check(request.text(), request.more(), limits.textCharacters());
    }

    /**
     * Takes a request's text in, and counts the request.
     *
     * @throws BourdonException BUSY, with a time after which to try again; the request is counted as refused then
     */
    PendingText admit(SpeechRequest request, Statistics figures) throws BourdonException {
        figures.begun();
        try {
            if (figures.active() > limits.requests()) {
                throw tooManyRequests();
            }
            return new PendingText(request.text(), !request.more(), limits.textCharacters(), backlog);
        } catch (BourdonException e) {
            figures.refused();
            throw e;
        }
    }

    /** Text that no request is made of. */
    PendingText text(String text) throws BourdonException {
        TextLimit.check(text, false, limits.textCharacters());
        return new PendingText(text, true, limits.textCharacters(), backlog);
    }

    /** @throws BourdonException what a request of so many characters would be refused with now */
    void checkRoom(long characters, Statistics figures) throws BourdonException {
        refuseWhenLeaving();
        if (figures.active() >= limits.requests()) {
            throw tooManyRequests();
        }
        backlog.check(characters);
    }

    /** A request has ended, which tells how long others wait. */
    void ended() {
        ends.add(1, System.nanoTime());
    }

    private BourdonException tooManyRequests() {
        Duration retry = ends.timeFor(1, System.nanoTime());
        return new BourdonException(ErrorCode.BUSY, "as many requests are under way as the daemon allows (" + limits.requests()
                + "); try again in " + retry.toMillis() + " ms", retry);
    }
}
