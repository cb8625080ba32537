package org.bourdon.client.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a service manager knows of the daemon.
 *
 * @param manager   its name
 * @param files     what is or would be installed
 * @param installed whether all of them are there
 * @param upToDate  whether they say what an installation now would say
 * @param enabled   whether the service comes with the next login
 * @param active    whether it is there now: systemd's socket waits for clients, launchd knows the agent
 * @param running   whether the daemon itself runs under it now
 * @param problem   what keeps it from working, for a person
 */
record ServiceState(String manager, List<Path> files, boolean installed, boolean upToDate, boolean enabled, boolean active, boolean running,
                    Optional<String> problem) {

    ServiceState {
        files = List.copyOf(files);
    }
}
