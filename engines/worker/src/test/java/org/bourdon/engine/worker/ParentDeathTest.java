package org.bourdon.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.bourdon.engine.worker.MischiefEngine.Deed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ParentDeathTest {

    @TempDir
    Path home;

    @Test
    void a_process_that_hangs_dies_with_its_daemon() throws Exception {
        assertThat(timeToDie("no leash", pid -> { })).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux kills what cannot move")
    void a_process_that_is_halted_dies_with_its_daemon() throws Exception {
        assumeTrue(!Leash.find().isEmpty(), "there is no leash here");
        assertThat(timeToDie("leash", ParentDeathTest::halt)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux kills what cannot move")
    void where_there_is_no_leash_a_process_makes_one_itself() throws Exception {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            assumeTrue(threads.anyMatch(task -> text(task.resolve("wchan")).matches("[a-z].*")), "this system does not tell what threads wait for");
        }
        assertThat(timeToDie("no leash", pid -> {
            Workers.await("the process has asked to be killed", () -> hasBegun(pid));
            halt(pid);
        })).isLessThan(Duration.ofSeconds(2));
    }

    private static void halt(long pid) throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    }

    /** It asks before it listens. */
    private static boolean hasBegun(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.anyMatch(task -> text(task.resolve("comm")).equals("orders") && text(task.resolve("wchan")).contains("unix"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private interface Deal {

        void with(long pid) throws Exception;
    }

    private Duration timeToDie(String leash, Deal before) throws Exception {
        Files.createFile(home.resolve("model.mischief"));
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ParentProgram.class.getName(), home.toString(), Deed.HANG.name(), leash).redirectError(home.resolve("parent.err").toFile()).start();
        try (BufferedReader said = parent.inputReader()) {
            String pid = said.readLine();
            assertThat(pid).as("%s", Files.readString(home.resolve("parent.err"))).isNotNull();
            long child = Long.parseLong(pid);
            assertThat(Workers.isAlive(child)).isTrue();
            before.with(child);

            parent.destroyForcibly().waitFor();
            long begin = System.nanoTime();
            Workers.await("the child is gone", () -> !Workers.isAlive(child));
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            parent.destroyForcibly();
        }
    }
}
