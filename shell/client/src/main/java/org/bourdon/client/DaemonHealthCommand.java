package org.bourdon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Has exit codes of its own, for those who watch over a service: they ask for nothing but these. */
final class DaemonHealthCommand implements Command {

    private static final int READY = 0;
    private static final int NOT_ALIVE = 1;
    private static final int NOT_READY = 2;
    private static final Duration TO_ANSWER = Duration.ofMillis(1500);

    private record Health(boolean alive, boolean ready, boolean busy, long queued, String reason) {

        static Health of(JrsObject answer) {
            return new Health(Json.flag(answer, "alive"), Json.flag(answer, "ready"), Json.flag(answer, "busy"), Json.number(answer, "queued", 0),
                    Json.string(answer, "reason").orElse(""));
        }

        static Health notReady(boolean alive, String reason) {
            return new Health(alive, false, false, 0, reason);
        }

        @Override
        public String toString() {
            String state = !alive ? "not alive" : !ready ? "not ready" : busy ? "ready, busy" : "ready";
            return reason.isBlank() || ready && !busy ? state : state + ": " + reason;
        }

        void writeTo(JsonGenerator json) throws IOException {
            json.writeBooleanField("alive", alive);
            json.writeBooleanField("ready", ready);
            json.writeBooleanField("busy", busy);
            json.writeNumberField("queued", queued);
            json.writeStringField("reason", reason);
        }
    }

    private final Surroundings surroundings;

    DaemonHealthCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "health", "Tells whether the daemon is alive and ready.",
                "",
                "Never starts one, and knows within 2 seconds. A daemon that has much to do is ready, and is said",
                "to be busy.",
                "",
                "Exit codes: 0 alive and ready, 1 not alive, 2 alive but not ready or not answering; the reason is",
                "printed.",
                "",
                "Names in the JSON: alive, ready, busy, queued, reason.",
                "",
                "Example:",
                "  bourdon daemon health || bourdon daemon logs -n 20")
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON."));
    }

    @Override
    public int perform(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        Health health = health(here);
        if (ClientCommand.has(given, "--json")) {
            here.print(health::writeTo);
        } else {
            here.print(health + "\n");
        }
        return !health.alive ? NOT_ALIVE : health.ready ? READY : NOT_READY;
    }

    private static Health health(Surroundings here) throws ClientException {
        here.home().socket();
        var deadline = Deadline.in(TO_ANSWER);
        try {
            Optional<Rpc> running = here.door().look(TO_ANSWER.dividedBy(2));
            if (running.isPresent()) {
                try (Rpc daemon = running.get()) {
                    return Health.of(daemon.call("health", params -> { }, deadline.left()));
                }
            }
        } catch (DaemonLeftException e) {
            return Health.notReady(true, "it is leaving (" + e.getMessage() + ")");
        } catch (ClientException e) {
            return Health.notReady(true, "alive but does not answer (" + e.getMessage() + ")");
        }
        var resident = new Resident(here.home());
        return resident.process().isPresent() && resident.holdsLock() ? Health.notReady(true, "it does not listen: it is starting, or leaving")
                : Health.notReady(false, "no daemon runs in " + here.home().path());
    }
}
