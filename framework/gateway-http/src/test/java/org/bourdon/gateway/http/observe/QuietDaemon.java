package org.bourdon.gateway.http.observe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.bourdon.audio.session.AudioSessions;
import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.Folders;
import org.bourdon.daemon.Health;
import org.bourdon.daemon.Lease;
import org.bourdon.metric.MetricFamily;
import org.bourdon.model.ModelControl;

/** A daemon of which only health and figures are asked. */
record QuietDaemon(Health health) implements Daemon {

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public List<MetricFamily> metrics() {
        return List.of(MetricFamily.gauge("bourdon_sessions", "Sessions of clients open", 2));
    }

    @Override
    public Folders folders() {
        return new Folders(Path.of("/home/bourdon"), Path.of("/opt/bourdon"));
    }

    @Override
    public DaemonStatus status() {
        throw unasked();
    }

    @Override
    public Lease lease(String holder) {
        throw unasked();
    }

    @Override
    public Lease lease(String holder, Set<String> voices, Duration patience) {
        throw unasked();
    }

    @Override
    public AudioSessions audioSessions() {
        return new NoSessions();
    }

    @Override
    public ModelControl models() {
        throw unasked();
    }

    @Override
    public void shutdown(Duration drain) {
        throw unasked();
    }

    private static IllegalStateException unasked() {
        return new IllegalStateException("nobody should ask for that");
    }
}
