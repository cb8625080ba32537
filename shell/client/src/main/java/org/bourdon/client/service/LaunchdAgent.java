package org.bourdon.client.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonCommandLine;
import org.bourdon.client.Deadline;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Home;
import org.bourdon.client.Programs;
import org.bourdon.client.Surroundings;

/** launchd's agent of a user: the daemon runs from the login on. */
final class LaunchdAgent implements ServiceManager {

    static final String LABEL = "org.bourdon.daemon";
    static final String FILE = LABEL + ".plist";

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Surroundings surroundings;
    private final DaemonCommandLine commandLine;
    private final Path user;
    private final ServiceFolder folder;

    /** @param user the user's own folder */
    LaunchdAgent(Surroundings surroundings, DaemonCommandLine commandLine, Path user) {
        this.surroundings = surroundings;
        this.commandLine = commandLine;
        this.user = user;
        this.folder = new ServiceFolder(user.resolve("Library/LaunchAgents"));
    }

    @Override
    public void install(Dismissal dismissal) throws ClientException {
        String agent = agent();
        program();
        surroundings.home().create();
        boolean changed = folder.write(FILE, agent);
        boolean loaded = isLoaded();
        if (loaded && !changed) {
            return;
        }
        if (loaded) {
            unload();
        }
        dismissal.dismiss();
        Programs.Ran ran = launchctl("bootstrap", domain(), folder.path().resolve(FILE).toString());
        if (!ran.succeeded()) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the agent is in " + folder.path() + ", but 'launchctl bootstrap " + domain() + "' fails: "
                    + ran.reason() + "; it needs a login at the screen, and comes with the next one");
        }
    }

    @Override
    public boolean uninstall() throws ClientException {
        boolean there = folder.has(FILE);
        if (there && isLoaded()) {
            unload();
        }
        return folder.remove(FILE);
    }

    @Override
    public ServiceState state() throws ClientException {
        boolean installed = folder.has(FILE);
        boolean upToDate = folder.says(FILE, agent());
        List<Path> files = List.of(folder.path().resolve(FILE));
        try {
            Programs.Ran printed = launchctl("print", service());
            boolean running = printed.succeeded() && printed.output().lines().anyMatch(line -> line.strip().equals("state = running"));
            return new ServiceState("launchd", files, installed, upToDate, installed, printed.succeeded(), running, Optional.empty());
        } catch (ClientException e) {
            return new ServiceState("launchd", files, installed, upToDate, installed, false, false, Optional.of(e.getMessage()));
        }
    }

    private void unload() throws ClientException {
        Programs.Ran ran = launchctl("bootout", service());
        var deadline = Deadline.in(PATIENCE);
        while (isLoaded()) {
            if (deadline.passed()) {
                throw new ClientException(ExitCode.DAEMON_GONE, "'launchctl bootout " + service() + "' does not end the agent: " + ran.reason());
            }
            surroundings.interruption().pause(BETWEEN_LOOKS);
        }
    }

    private boolean isLoaded() throws ClientException {
        return launchctl("print", service()).succeeded();
    }

    private String agent() throws ClientException {
        Home home = surroundings.home();
        // The daemon refuses a folder that is too deep for its socket; said now, by us, it is read.
        home.socket();
        return new ServiceTemplates(commandLine.distribution().resolve("service")).fill(FILE, Map.of(
                "PROGRAM_ARGUMENTS", commandLine.words(home, List.of("-Dbourdon.service=launchd")).stream()
                        .map(word -> "    <string>" + escaped(word) + "</string>").collect(Collectors.joining("\n")),
                "ENVIRONMENT", commandLine.environment(home).entrySet().stream()
                        .map(entry -> "    <key>" + escaped(entry.getKey()) + "</key>\n    <string>" + escaped(entry.getValue()) + "</string>")
                        .collect(Collectors.joining("\n")),
                "HOME", escaped(home.path().toString()),
                "START_LOG", escaped(home.startLog().toString())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String service() throws ClientException {
        return domain() + "/" + LABEL;
    }

    private String domain() throws ClientException {
        try {
            return "gui/" + Files.getAttribute(user, "unix:uid");
        } catch (IOException | UnsupportedOperationException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot tell whose folder " + user + " is: " + e.getMessage(), e);
        }
    }

    private Path program() throws ClientException {
        return Programs.find("launchctl", surroundings.variables()).orElseThrow(() -> new ClientException(ExitCode.DAEMON_GONE,
                "there is no launchctl on the PATH; it lies in /bin"));
    }

    private Programs.Ran launchctl(String... arguments) throws ClientException {
        var command = new ArrayList<String>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        try {
            return Programs.run(command, PATIENCE);
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "'launchctl " + arguments[0] + "' fails: " + ClientException.reason(e), e);
        }
    }
}
