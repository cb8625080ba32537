package org.bourdon.client;

import java.nio.file.Path;

/** What keeps a program running for a user. Each of its actions may be repeated, and then changes nothing. */
interface ServiceManager {

    /** Ends a daemon that nobody manages, so that the managed one finds its folder free. */
    @FunctionalInterface
    interface Dismissal {
        void dismiss() throws ClientException;
    }

    /** Makes the daemon a service, there from now on and after each login. */
    void install(Dismissal dismissal) throws ClientException;

    /** Undoes all of it. @return whether there was anything to undo */
    boolean uninstall() throws ClientException;

    ServiceState state() throws ClientException;

    /** The one of this system. */
    static ServiceManager of(Surroundings surroundings) {
        var user = Path.of(System.getProperty("user.home", "/"));
        var commandLine = DaemonCommandLine.inThisJvm(Path.of(System.getProperty("bourdon.distribution", ".")));
        if (System.getProperty("os.name", "").startsWith("Mac")) {
            return new LaunchdAgent(surroundings, commandLine, user);
        }
        String config = surroundings.variables().getOrDefault("XDG_CONFIG_HOME", "");
        return new SystemdUnits(surroundings, commandLine, config.startsWith("/") ? Path.of(config) : user.resolve(".config"));
    }
}
