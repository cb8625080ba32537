package org.bourdon.client;

/** Starts a daemon process that inherits nothing of ours. */
@FunctionalInterface
public interface DaemonStarter {

    Process start(Home home, Lifetime lifetime) throws ClientException;
}
