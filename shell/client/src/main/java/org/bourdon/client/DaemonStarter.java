package org.bourdon.client;

/** Starts a daemon process that inherits nothing of ours. */
@FunctionalInterface
interface DaemonStarter {

    Process start(Home home, Lifetime lifetime) throws ClientException;
}
