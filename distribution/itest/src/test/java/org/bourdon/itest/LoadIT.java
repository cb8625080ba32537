package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests in a row, then eight clients at once: no failure, no growth, and rest afterwards. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
@Tag("alone")
class LoadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Lanes rest after 3 s, the heap shrinks after 5, and the system has what is freed a second later. */
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(6);
    private static final double MB = 1 << 20;

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension("-XX:TrimNativeHeapInterval=1000");

    @Test
    void hundreds_of_requests_and_eight_at_once_leave_no_trace() throws Exception {
        leavesNoTrace(200, 20);
    }

    @Test
    @Tag("soak")
    void a_thousand_requests_and_eight_at_once_leave_no_trace() throws Exception {
        leavesNoTrace(900, 50);
    }

    private static void leavesNoTrace(int row, int each) throws Exception {
        speak("first", 100);
        // At rest: what lies in the young heap and in the engine's arena at a moment under load is not growth.
        long afterHundred = DAEMON.get().awaitResidentAtRest(GIVEN_BACK_WITHIN, PATIENCE);
        speak("row", row);
        long afterRow = DAEMON.get().awaitResidentAtRest(GIVEN_BACK_WITHIN, PATIENCE);
        inParallel(8, each);
        long afterParallel = DAEMON.get().residentBytes();

        System.out.printf("resident MB: after 100 requests %.0f, after %,d %.0f, after 8 in parallel %.0f%n",
                afterHundred / MB, 100 + row, afterRow / MB, afterParallel / MB);
        assertThat((double) afterRow / afterHundred).as("resident after the row over resident after its first hundred").isLessThanOrEqualTo(1.10);
        Await.until("resident memory is back within a fifth of the %.0f MB before the load".formatted(afterRow / MB), PATIENCE,
                () -> DAEMON.get().residentBytes() <= 1.2 * afterRow);
        assertThat(DAEMON.get().status().path("requests").path("failed").asInt()).as("failed requests").isZero();
    }

    private static void speak(String who, int times) throws Exception {
        try (NativeClient client = DAEMON.get().connect(who)) {
            for (int i = 0; i < times; i++) {
                String text = Sentences.ALL.get(i % Sentences.ALL.size());
                Spoken spoken = client.say(SpeakRequest.of(text), PATIENCE);
                assertThat(spoken.outcome()).as("request %d of %s", i, who).isEqualTo("done");
                assertThat(spoken.seconds()).as("seconds of '%s'", text).isGreaterThan(1);
            }
        }
    }

    private static void inParallel(int clients, int times) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String who = "p" + i + "-";
                Callable<Void> client = () -> {
                    speak(who, times);
                    return null;
                };
                all.add(threads.submit(client));
            }
            for (Future<Void> one : all) {
                one.get(5, TimeUnit.MINUTES);
            }
        }
    }
}
