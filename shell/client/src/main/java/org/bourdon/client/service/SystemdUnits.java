package org.bourdon.client.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonCommandLine;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Home;
import org.bourdon.client.Programs;
import org.bourdon.client.Surroundings;

/** systemd's user units: a socket that is always there, and the service that the first client starts. */
public final class SystemdUnits implements ServiceManager {

    public static final String SOCKET = "bourdon.socket";
    static final String SERVICE = "bourdon.service";

    /** A service that is told to stop has half a minute for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final String NO_MANAGER = "; log in as this user in a session of its own (not through su or sudo), "
            + "or let 'loginctl enable-linger' start its manager, and try again";

    private final Surroundings surroundings;
    private final DaemonCommandLine commandLine;
    private final ServiceFolder folder;

    SystemdUnits(Surroundings surroundings, DaemonCommandLine commandLine) {
        this.surroundings = surroundings;
        this.commandLine = commandLine;
        this.folder = new ServiceFolder(folder(surroundings.variables()));
    }

    /** Where the user's own units lie. */
    public static Path folder(Map<String, String> variables) {
        String config = variables.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.startsWith("/") ? Path.of(config) : Path.of(System.getProperty("user.home", "/"), ".config")).resolve("systemd/user");
    }

    /** The line by which a unit names the socket of a home. */
    public static String listensOn(Home home) throws ClientException {
        return "ListenStream=" + SystemdText.rest(home.socket().toString());
    }

    @Override
    public void install(Dismissal dismissal) throws ClientException {
        if (Programs.find("systemctl", surroundings.variables()).isEmpty()) {
            throw noSystemctl();
        }
        Map<String, String> units = units();
        surroundings.home().create();
        boolean changed = false;
        for (var unit : units.entrySet()) {
            changed |= folder.write(unit.getKey(), unit.getValue());
        }
        demand("the units are in " + folder.path() + ", but", "daemon-reload");
        boolean active = property(SOCKET, "ActiveState").equals("active");
        if (active && changed) {
            demand("the units are in " + folder.path() + ", but", "stop", SOCKET, SERVICE);
        }
        if (!active) {
            dismissal.dismiss();
        }
        demand("the units are in " + folder.path() + ", but", "enable", "--now", SOCKET);
    }

    @Override
    public boolean uninstall() throws ClientException {
        boolean there = folder.has(SOCKET) || folder.has(SERVICE);
        if (!there) {
            return false;
        }
        Optional<ClientException> complaint = Optional.empty();
        try {
            // By name, service first: a socket that goes alone would leave the service without one.
            demand("the units are removed, but", "disable", "--now", SERVICE, SOCKET);
        } catch (ClientException e) {
            complaint = Optional.of(e);
        }
        folder.remove(SOCKET);
        folder.remove(SERVICE);
        new ServiceFolder(folder.path().resolve("sockets.target.wants")).remove(SOCKET);
        if (complaint.isPresent()) {
            throw complaint.get();
        }
        demand("the units are removed, but", "daemon-reload");
        return true;
    }

    @Override
    public ServiceState state() throws ClientException {
        Map<String, String> units = units();
        boolean installed = true;
        boolean upToDate = true;
        var files = new ArrayList<Path>();
        for (var unit : units.entrySet()) {
            files.add(folder.path().resolve(unit.getKey()));
            installed &= folder.has(unit.getKey());
            upToDate &= folder.says(unit.getKey(), unit.getValue());
        }
        try {
            String service = property(SERVICE, "ActiveState");
            String socket = property(SOCKET, "ActiveState");
            Optional<String> problem = service.equals("failed") || socket.equals("failed")
                    ? Optional.of("it has failed; 'journalctl --user -u bourdon.service -u bourdon.socket' tells why") : Optional.empty();
            return new ServiceState("systemd", files, installed, upToDate, property(SOCKET, "UnitFileState").equals("enabled"), socket.equals("active"),
                    List.of("active", "activating", "deactivating", "reloading").contains(service), problem);
        } catch (ClientException e) {
            return new ServiceState("systemd", files, installed, upToDate, false, false, false, Optional.of(e.getMessage()));
        }
    }

    private Map<String, String> units() throws ClientException {
        var templates = new ServiceTemplates(commandLine.distribution().resolve("service"));
        Home home = surroundings.home();
        if (home.path().toString().contains("\n")) {
            throw new ClientException(ExitCode.USAGE, "a runtime folder whose name has several lines cannot stand in a unit file");
        }
        var units = new LinkedHashMap<String, String>();
        units.put(SOCKET, templates.fill(SOCKET, Map.of("LISTEN", listensOn(home))));
        units.put(SERVICE, templates.fill(SERVICE, Map.of(
                "EXEC_START", SystemdText.command(commandLine.words(home, List.of("-Dbourdon.service=systemd"))),
                "ENVIRONMENT", SystemdText.environment(commandLine.environment(home)),
                "HOME", SystemdText.rest(home.path().toString()))));
        return units;
    }

    private String property(String unit, String name) throws ClientException {
        String prefix = name + "=";
        return demand("", "show", "--property=" + name, unit).lines().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()))
                .findFirst().orElse("");
    }

    /** @param sofar begins the sentence about a failure */
    private String demand(String sofar, String... arguments) throws ClientException {
        Path systemctl = Programs.find("systemctl", surroundings.variables()).orElseThrow(SystemdUnits::noSystemctl);
        var command = new ArrayList<String>(List.of(systemctl.toString(), "--user"));
        command.addAll(List.of(arguments));
        String asked = (sofar + " 'systemctl --user " + String.join(" ", arguments) + "'").strip();
        try {
            Programs.Ran ran = Programs.run(command, PATIENCE);
            if (ran.succeeded()) {
                return ran.output();
            }
            throw new ClientException(ExitCode.DAEMON_GONE, asked + " fails: " + ran.reason() + (ran.output().contains("bus") ? NO_MANAGER : ""));
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, asked + " fails: " + ClientException.reason(e), e);
        }
    }

    private static ClientException noSystemctl() {
        return new ClientException(ExitCode.DAEMON_GONE,
                "there is no systemctl on the PATH: without systemd, 'bourdon daemon start' at login does the same");
    }
}
