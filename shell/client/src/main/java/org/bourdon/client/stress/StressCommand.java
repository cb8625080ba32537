package org.bourdon.client.stress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Rpc;
import org.bourdon.client.Scope;
import org.bourdon.client.Surroundings;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

public final class StressCommand implements ClientCommand {

    private static final long REQUESTS = 200;
    private static final int CLIENTS = 8;
    private static final double LONGEST_SECONDS = Duration.ofDays(30).toSeconds();
    private static final Duration TO_REST = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    public StressCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "stress", "Has many clients speak at once and tells how the daemon bears it.",
                "",
                "Each client has a connection of its own and sends its next request when the last is answered. Every",
                "request must get exactly one answer, of its own session, with as many samples as it says; in the end",
                "no session and no request may be left behind. First audio counts from the sending of a request to",
                "the arrival of its first sound. The memory's slope is that of the second half, when all is warm.",
                "",
                "With --chaos misbehaving clients join, half as many: they vanish in the middle, close one half,",
                "read nothing, send garbage, endless lines and unknown methods, cancel at once, promise text and",
                "go, connect and leave. The honest ones must not notice. The same --seed has them choose the same.",
                "",
                "Names in the JSON (what is not known is null): outcome (passed, failed, daemon_gone), gone,",
                "seconds, clients, requests.sent|done|failed|failures, first_audio_ms.p50|p95|p99|max, total_ms",
                "(likewise), sound.seconds|times_real_time, memory.resident_bytes|heap_used_bytes (start, peak,",
                "end), memory.mb_per_1000_requests|mb_per_minute, threads, open_files (start, peak, end),",
                "daemon.version|pid|pid_unchanged, leaked.sessions|requests|waited_ms, and, with --chaos,",
                "chaos.seed|clients|misdeeds|failures.",
                "",
                "Exit codes: 0 nothing failed, 1 the daemon failed at something, 4 it went away.",
                "",
                "Examples:",
                "  bourdon stress",
                "  bourdon stress --clients 32 --seconds 600 --json",
                "  bourdon stress --chaos --seed 7")
                .addOption(ClientCommand.value(Long.class, "N", "How many requests in all; " + REQUESTS + ", or without end if --seconds says when.",
                        "--requests"))
                .addOption(ClientCommand.value(Integer.class, "N", "How many clients; " + CLIENTS + ".", "--clients"))
                .addOption(ClientCommand.value(Double.class, "S", "For how long; with --requests, whichever comes first.", "--seconds"))
                .addOption(ClientCommand.flag("--chaos", "Have misbehaving clients join."))
                .addOption(ClientCommand.value(Long.class, "N", "What the misbehaving clients choose by; random.", "--seed"))
                .addOption(ClientCommand.value(String.class, "VOICE", "Speak with this voice; see 'bourdon voices'.", "-v", "--voice"))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the report as one JSON object."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        StressPlan plan = plan(given);
        StressReport report;
        Surroundings here = surroundings.scoped(given);
        try (Rpc daemon = here.door().enter()) {
            checkVoice(plan.voice(), daemon);
            report = new StressRun(plan, here.interruption(), here.progress(), TO_REST).against(daemon, here.home());
        }
        surroundings.print(ClientCommand.has(given, "--json") ? StressReportJson.of(report) : StressReportText.of(report));
        if (report.gone().isPresent()) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the daemon (pid " + report.pid() + ") went away: " + report.gone().get());
        }
        return report.verdict();
    }

    private static StressPlan plan(ParseResult given) throws ClientException {
        Optional<Double> seconds = ClientCommand.value(given, "--seconds");
        Optional<Long> requests = ClientCommand.value(given, "--requests");
        int clients = ClientCommand.<Integer>value(given, "--clients").orElse(CLIENTS);
        Optional<Long> seed = ClientCommand.value(given, "--seed");
        boolean chaos = ClientCommand.has(given, "--chaos");
        check(clients >= 1 && clients <= StressPlan.MOST_CLIENTS, "--clients lies between 1 and " + StressPlan.MOST_CLIENTS);
        check(requests.orElse(1L) >= 1, "--requests must be a number above 0");
        check(seconds.map(time -> time > 0 && time <= LONGEST_SECONDS).orElse(true), "--seconds lies between 0 and " + (long) LONGEST_SECONDS);
        check(chaos || seed.isEmpty(), "--seed goes with --chaos");
        OptionalLong limit = requests.isPresent() ? OptionalLong.of(requests.get())
                : seconds.isPresent() ? OptionalLong.empty() : OptionalLong.of(REQUESTS);
        return new StressPlan(limit, seconds.map(time -> Duration.ofNanos((long) (time * 1e9))), clients, chaos,
                seed.orElseGet(() -> (long) new SplittableRandom().nextInt(1_000_000)), ClientCommand.value(given, "-v"));
    }

    private static void check(boolean holds, String otherwise) throws ClientException {
        if (!holds) {
            throw new ClientException(ExitCode.USAGE, otherwise);
        }
    }

    /** A soak full of one and the same refusal would tell nothing. */
    private static void checkVoice(Optional<String> voice, Rpc daemon) throws ClientException {
        if (voice.isEmpty()) {
            return;
        }
        List<JrsObject> voices = Json.objects(daemon.call("voices", params -> { }), "voices");
        JrsObject found = voices.stream().filter(each -> Json.string(each, "name").equals(voice)).findFirst()
                .orElseThrow(() -> new ClientException(ExitCode.INPUT, "there is no voice '" + voice.get() + "'; see 'bourdon voices'"));
        Optional<String> problem = Json.string(found, "problem");
        if (problem.isPresent()) {
            throw new ClientException(ExitCode.INPUT, "the voice '" + voice.get() + "' cannot be used: " + problem.get());
        }
    }
}
