package org.bourdon.client.service;

import java.nio.file.Path;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonCommandLine;
import org.bourdon.client.Surroundings;

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
        var commandLine = DaemonCommandLine.inThisJvm(Path.of(System.getProperty("bourdon.distribution", ".")));
        if (System.getProperty("os.name", "").startsWith("Mac")) {
            return new LaunchdAgent(surroundings, commandLine, Path.of(System.getProperty("user.home", "/")));
        }
        return new SystemdUnits(surroundings, commandLine);
    }
}
