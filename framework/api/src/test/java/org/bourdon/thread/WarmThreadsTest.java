package org.bourdon.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WarmThreadsTest {

    @AutoClose
    private final WarmThreads threads = new WarmThreads("warm", 2);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void the_first_tasks_get_platform_threads_and_further_ones_virtual_threads_at_once() throws Exception {
        assertThat(kindOfThread()).isEqualTo("platform warm");
        assertThat(kindOfThread()).isEqualTo("platform warm");
        assertThat(kindOfThread()).isEqualTo("virtual warm");
        end.countDown();
    }

    @Test
    void after_its_end_tasks_still_run_and_those_that_run_go_on() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        threads.execute(() -> {
            running.countDown();
            try {
                end.await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        running.await();
        threads.close();

        assertThat(kindOfThread()).isEqualTo("virtual warm");
        end.countDown();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
    }

    /** Of a task that stays until the end. */
    private String kindOfThread() throws Exception {
        CompletableFuture<String> kind = new CompletableFuture<>();
        threads.execute(() -> {
            Thread thread = Thread.currentThread();
            kind.complete((thread.isVirtual() ? "virtual " : "platform ") + thread.getName());
            try {
                end.await();
            } catch (InterruptedException e) {
                thread.interrupt();
            }
        });
        return kind.get(10, TimeUnit.SECONDS);
    }
}
