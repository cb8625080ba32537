package org.bourdon.gateway.rpc;

import org.bourdon.daemon.Daemon;
import org.bourdon.gateway.session.SessionJson;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the daemon says of itself, the same whatever protocol asks. At once: no lane is waited for. */
public final class DaemonAnswers {

    private DaemonAnswers() {
    }

    public static ObjectNode status(Daemon daemon) {
        ObjectNode status = StatusJson.status(daemon.status());
        status.set("models", ModelJson.list(daemon.models().models()));
        return status.set("audio_sessions", SessionJson.list(daemon.audioSessions().sessions()));
    }

    public static ObjectNode health(Daemon daemon) {
        return StatusJson.health(daemon.health());
    }
}
