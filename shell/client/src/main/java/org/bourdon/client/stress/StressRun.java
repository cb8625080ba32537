package org.bourdon.client.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.bourdon.client.ClientException;
import org.bourdon.client.Deadline;
import org.bourdon.client.Home;
import org.bourdon.client.Interruption;
import org.bourdon.client.Progress;
import org.bourdon.client.Rpc;

/** One soak, from the first look at the daemon to the last. */
final class StressRun {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Longer than any single thing that a client or the watch waits for. */
    private static final Duration TO_END = Duration.ofSeconds(90);

    private final StressPlan plan;
    private final Interruption interruption;
    private final Duration toRest;
    private final StressEnd end = new StressEnd();
    private final StressTally tally = new StressTally();
    private final StressBar bar;

    /** @param toRest how long the daemon may take to be as it was before */
    StressRun(StressPlan plan, Interruption interruption, Progress progress, Duration toRest) {
        this.plan = plan;
        this.interruption = interruption;
        this.toRest = toRest;
        this.bar = new StressBar(plan, progress);
    }

    /** @param daemon the only connection to it that this process has by now */
    StressReport against(Rpc daemon, Home home) throws ClientException {
        var door = new StressDoor(home, daemon.pid(), end);
        var watch = new StressWatch(daemon, door, tally, end);
        var quota = new StressQuota(plan, end);
        var chaos = new StressChaos(door, end, plan);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("stress-", 1).factory());
        Duration elapsed;
        try {
            var company = new ArrayList<Callable<Void>>(chaos.vandals());
            company.add(watch);
            List<Future<Void>> others = submit(threads, company);
            var honest = new ArrayList<Callable<Void>>();
            for (int i = 0; i < plan.clients(); i++) {
                honest.add(new StressClient(door, quota, tally, plan.voice()));
            }
            follow(submit(threads, honest), quota, watch);
            elapsed = quota.elapsed();
            end.come();
            awaitAll(others);
        } finally {
            end.come();
            threads.shutdown();
            bar.clear();
        }
        Optional<String> gone = end.whyDaemonGone();
        var left = gone.isPresent() ? new StressWatch.Leftover(false, 0, 0, Duration.ZERO) : watch.awaitRest(toRest, interruption);
        return new StressReport(plan, elapsed, tally.totals(), watch.seen(), left, chaos.figures(), daemon.version(), daemon.pid(), gone);
    }

    private static List<Future<Void>> submit(ExecutorService threads, List<Callable<Void>> tasks) {
        return tasks.stream().map(threads::submit).toList();
    }

    private void follow(List<Future<Void>> clients, StressQuota quota, StressWatch watch) throws ClientException {
        while (clients.stream().anyMatch(client -> !client.isDone()) && !end.hasCome()) {
            var resident = watch.residentNow();
            bar.show(quota, tally.totals(), resident.isPresent() ? Optional.of(resident.getAsLong()) : Optional.empty());
            interruption.pause(BETWEEN_LOOKS);
        }
        awaitAll(clients);
    }

    private void awaitAll(List<Future<Void>> tasks) throws ClientException {
        var deadline = Deadline.in(TO_END);
        for (Future<Void> task : tasks) {
            while (!task.isDone()) {
                if (deadline.passed()) {
                    end.daemonGone("it keeps clients waiting for longer than any of them waits");
                    return;
                }
                interruption.pause(Duration.ofMillis(5));
            }
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a thread of the soak failed", e.getCause());
            } catch (CancellationException | InterruptedException e) {
                throw new IllegalStateException("a thread of the soak was stopped", e);
            }
        }
    }
}
