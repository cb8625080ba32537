package org.bourdon.client.catalogue;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Rpc;
import org.bourdon.client.Surroundings;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** How the daemon that runs, if one does, sees a voice. None is started to find out. */
final class DaemonSight {

    private static final Duration TO_GREET = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final String PROBE = "1";

    private final Surroundings here;

    DaemonSight(Surroundings here) {
        this.here = here;
    }

    /**
     * What it knows of a voice.
     *
     * @param running whether there is one
     * @param problem why it cannot speak with that voice
     */
    record Seen(boolean running, Optional<String> problem) {
    }

    Seen of(String voice) throws ClientException {
        try {
            Optional<Rpc> daemon = here.door().look(TO_GREET);
            if (daemon.isEmpty()) {
                return new Seen(false, Optional.empty());
            }
            try (Rpc talk = daemon.get()) {
                return new Seen(true, problem(talk, voice));
            }
        } catch (ClientException e) {
            if (e.code() == ExitCode.DAEMON_GONE) {
                // The voice is there all the same.
                return new Seen(false, Optional.empty());
            }
            throw e;
        }
    }

    /** Has the daemon that runs, if one does, notice what has changed before the next request comes. */
    void lookAgain() throws ClientException {
        try (var talk = here.door().look(TO_GREET).orElse(null)) {
            if (talk != null) {
                talk.call("voices", params -> { }, TO_ANSWER);
            }
        } catch (ClientException e) {
            // It finds out by itself, if a little later.
            if (e.code() == ExitCode.INTERRUPTED) {
                throw e;
            }
        }
    }

    private static Optional<String> problem(Rpc daemon, String voice) throws ClientException {
        Optional<JrsObject> found = Json.objects(daemon.call("voices", params -> { }, TO_ANSWER), "voices").stream()
                .filter(each -> Json.string(each, "name").equals(Optional.of(voice))).findFirst();
        if (found.isEmpty()) {
            return Optional.of("no voice format that is installed in it reads these files");
        }
        Optional<String> problem = Json.string(found.get(), "problem");
        if (problem.isPresent()) {
            return problem;
        }
        try {
            // A voice of a language without a text front end is as good as any, only that nobody can read to it.
            daemon.call("pronounce", params -> {
                params.writeStringField("text", PROBE);
                params.writeStringField("voice", voice);
            }, TO_ANSWER);
            return Optional.empty();
        } catch (ClientException e) {
            if (e.code() == ExitCode.DAEMON_GONE || e.code() == ExitCode.INTERRUPTED) {
                throw e;
            }
            return Optional.of(e.getMessage());
        }
    }
}
