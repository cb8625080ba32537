package org.bourdon.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stops the daemons of all scopes, several at a time: each may take as long as its work. */
final class StopAll {

    private static final int AT_A_TIME = 8;

    private final Surroundings surroundings;

    StopAll(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    ExitCode run(Duration drain, boolean json) throws ClientException {
        List<Home> homes = surroundings.home().withScopes();
        var jobs = new ArrayList<Callable<Optional<DaemonEnded>>>();
        homes.forEach(home -> jobs.add(() -> new DaemonEnd(surroundings.at(home)).politely(drain)));
        var stopped = new LinkedHashMap<Home, DaemonEnded>();
        var failures = new ArrayList<ClientException>();
        try (var threads = Executors.newFixedThreadPool(Math.min(AT_A_TIME, jobs.size()))) {
            List<Future<Optional<DaemonEnded>>> ends = threads.invokeAll(jobs);
            for (int i = 0; i < homes.size(); i++) {
                Home home = homes.get(i);
                try {
                    ends.get(i).get().ifPresent(end -> stopped.put(home, end));
                } catch (ExecutionException e) {
                    failures.add(asClientException(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        report(stopped, json);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return ExitCode.DONE;
    }

    private static ClientException asClientException(Throwable cause) {
        return cause instanceof ClientException known ? known : new ClientException(ExitCode.DAEMON_FAILED, "a defect of this client: " + cause, cause);
    }

    private void report(Map<Home, DaemonEnded> stopped, boolean json) throws ClientException {
        if (json) {
            surroundings.print(line -> {
                line.writeArrayFieldStart("daemons");
                for (var each : stopped.entrySet()) {
                    line.writeStartObject();
                    DaemonStopCommand.write(line, each.getKey(), Optional.of(each.getValue()));
                    line.writeEndObject();
                }
                line.writeEndArray();
            });
            return;
        }
        var text = new StringBuilder();
        stopped.forEach((home, end) -> text.append(home.scope().isPresent() ? home.name() + ": " : "").append(end.inWords()).append('\n'));
        surroundings.print(text.isEmpty() ? "no daemon runs\n" : text.toString());
    }
}
