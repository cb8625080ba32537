package org.bourdon.client.stress;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonLeftException;

/** An honest client: the next request when the last one is answered, over one connection as long as that holds. */
final class StressClient implements Callable<Void> {

    private final StressDoor door;
    private final StressQuota quota;
    private final StressTally tally;
    private final Optional<String> voice;
    private Optional<StressSession> session = Optional.empty();

    StressClient(StressDoor door, StressQuota quota, StressTally tally, Optional<String> voice) {
        this.door = door;
        this.quota = quota;
        this.tally = tally;
        this.voice = voice;
    }

    @Override
    public Void call() {
        try {
            for (OptionalLong number = quota.next(); number.isPresent(); number = quota.next()) {
                speak(StressTexts.of(number.getAsLong()));
            }
            if (session.isPresent()) {
                session.get().end();
            }
        } catch (ClientException e) {
            failed(e);
        } finally {
            hangUp();
        }
        return null;
    }

    private void speak(String text) {
        tally.sent();
        try {
            if (session.isEmpty()) {
                session = Optional.of(new StressSession(door.enter(), voice));
            }
            tally.answered(session.get().speak(text));
        } catch (ClientException e) {
            failed(e);
        }
    }

    private void failed(ClientException failure) {
        hangUp();
        tally.failed(StressFault.kindOf(failure), failure.getMessage());
        if (failure instanceof DaemonLeftException) {
            door.lookAfterDaemon();
        }
    }

    private void hangUp() {
        session.ifPresent(StressSession::close);
        session = Optional.empty();
    }
}
