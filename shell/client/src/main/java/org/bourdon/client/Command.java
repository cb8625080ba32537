package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command: what it takes and what it does.
 * <p>
 * Described in code rather than by annotations: reading those costs a cold JVM more time than the request itself.
 */
interface Command {

    CommandSpec spec();

    /** @return what the process ends with */
    int perform(ParseResult given) throws ClientException;
}
