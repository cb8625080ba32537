package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The daemon under a service manager: units as the command installs them, the socket and the notifications as systemd has them. */
@EnabledOnOs(OS.LINUX)
class ServiceIT {

    private static final Duration WATCHDOG = Duration.ofMillis(600);

    private Home home;
    private Path units;

    @BeforeEach
    void open() throws IOException {
        home = Home.fresh();
        units = home.folder().resolve("config/systemd/user");
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Test
    void the_first_client_starts_it_it_tells_how_it_is_and_the_next_client_starts_it_again() throws Exception {
        install();
        try (var manager = StandInServiceManager.start(units, home.folder().resolve("manager.err"), WATCHDOG)) {
            manager.await("listening " + home.socket(), 0);

            long first;
            try (NativeClient client = NativeClient.connect(home.socket())) {
                first = client.daemonPid();
                assertThat(client.greeting().path("method").asText()).isEqualTo("hello");
                assertThat(client.say("Somebody else holds the door.").outcome()).isEqualTo("done");
            }
            int told = manager.await("notified " + first + " READY=1", 0);
            told = manager.await("notified " + first + " WATCHDOG=1", told);
            told = manager.await("notified " + first + " WATCHDOG=1", told);
            assertThat(session(first)).as("a service stays in its manager's session").isEqualTo(session(manager.pid()));

            manager.terminateService();

            told = manager.await("notified " + first + " STOPPING=1", told);
            told = manager.await("ended 0", told);
            assertThat(home.socket()).as("the socket is the manager's").exists();
            assertThat(home.pidFile()).doesNotExist();

            try (NativeClient client = NativeClient.connect(home.socket())) {
                assertThat(client.daemonPid()).isNotEqualTo(first);
                manager.await("notified " + client.daemonPid() + " READY=1", told);
                assertThat(client.say("Back again.").outcome()).isEqualTo("done");
            }
        }
    }

    @Test
    void who_comes_while_it_leaves_is_served_by_the_next() throws Exception {
        install();
        try (var manager = StandInServiceManager.start(units, home.folder().resolve("manager.err"), WATCHDOG)) {
            manager.await("listening", 0);
            long first;
            try (NativeClient client = NativeClient.connect(home.socket())) {
                first = client.daemonPid();
                client.call("shutdown", NativeClient.params());
            }
            manager.await("notified " + first + " STOPPING=1", 0);

            Await.until("a client is served by another daemon", Duration.ofSeconds(30), () -> {
                try (NativeClient client = NativeClient.connect(home.socket())) {
                    return client.daemonPid() != first && client.daemonPid() != 0;
                }
            }, home::log);

            assertThat(manager.said()).filteredOn(line -> line.startsWith("ended")).containsExactly("ended 0");
        }
    }

    @Test
    void the_socket_of_a_daemon_that_nobody_manages_stays_its_own() throws Exception {
        try (Daemon daemon = Daemon.start(home)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.socket()))).isEqualTo("rw-------");
            daemon.stop();
            assertThat(home.socket()).doesNotExist();
        }
    }

    @Test
    void installed_and_removed_it_leaves_the_units_folder_as_it_was() throws Exception {
        install();
        assertThat(list(units)).containsExactlyInAnyOrder("bourdon.service", "bourdon.socket");

        Bourdon.Result removed = command("service uninstall --json");

        assertThat(removed.exit()).as("%s", removed).isZero();
        assertThat(removed.text()).isEqualTo("{\"removed\":true}\n");
        assertThat(list(units)).isEmpty();
        assertThat(command("service uninstall").text()).isEqualTo("no service is installed\n");
    }

    @Test
    void without_a_service_manager_it_says_so_in_a_line() throws Exception {
        Path work = Files.createDirectories(home.folder().resolve("work"));
        Bourdon.Result result = new Bourdon(home, work).shell("XDG_CONFIG_HOME=" + home.folder().resolve("config") + " XDG_RUNTIME_DIR= DBUS_SESSION_BUS_ADDRESS= "
                + "./bourdon service install");

        assertThat(result.exit()).as("%s", result).isEqualTo(4);
        assertThat(result.err()).startsWith("bourdon: ").contains("systemctl").hasLineCount(1);
    }

    private void install() throws IOException {
        Bourdon.Result installed = command("service install --json");
        assertThat(installed.exit()).as("%s", installed).isZero();
        assertThat(installed.text()).contains("\"manager\":\"systemd\"").contains("\"installed\":true,\"up_to_date\":true");
    }

    /** With a systemctl that agrees to everything. */
    private Bourdon.Result command(String arguments) throws IOException {
        Path programs = Files.createDirectories(home.folder().resolve("programs"));
        Path systemctl = programs.resolve("systemctl");
        Files.writeString(systemctl, "#!/bin/sh\ncase \"$*\" in *show*) echo ActiveState=inactive ;; esac\n");
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
        Path work = Files.createDirectories(home.folder().resolve("work"));
        return new Bourdon(home, work).shell("PATH=" + programs + ":$PATH XDG_CONFIG_HOME=" + home.folder().resolve("config") + " ./bourdon " + arguments);
    }

    private static List<String> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String session(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "stat")).replaceFirst(".*\\) ", "").split(" ")[3];
    }
}
