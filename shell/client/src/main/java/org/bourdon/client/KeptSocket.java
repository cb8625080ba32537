package org.bourdon.client;

import java.io.IOException;
import java.nio.file.Files;

import org.bourdon.client.service.SystemdUnits;

/** The daemon's socket when systemd keeps it. */
record KeptSocket(Surroundings here) {

    /** Whether systemd waits at it in the place of a daemon that does not run: it starts one when somebody calls. */
    boolean startsDaemon() throws ClientException {
        return isInstalled() && new ListeningSockets().contains(here.home().socket()) && new Resident(here.home()).process().isEmpty();
    }

    private boolean isInstalled() throws ClientException {
        try {
            return Files.readAllLines(SystemdUnits.folder(here.variables()).resolve(SystemdUnits.SOCKET)).contains(SystemdUnits.listensOn(here.home()));
        } catch (IOException _) {
            // Most have none; and one that cannot be read is no reason not to speak.
            return false;
        }
    }
}
