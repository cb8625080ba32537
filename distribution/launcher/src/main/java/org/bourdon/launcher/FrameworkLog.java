package org.bourdon.launcher;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** What Felix itself has to say; it would print to standard output otherwise. */
final class FrameworkLog extends Logger {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("felix");

    @Override
    protected void doLog(Bundle bundle, ServiceReference service, int level, String message, Throwable thrown) {
        doLog(level, bundle == null ? message : bundle + ": " + message, thrown);
    }

    @Override
    protected void doLog(int level, String message, Throwable thrown) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, thrown);
            case LOG_WARNING -> LOG.warn(message, thrown);
            case LOG_INFO -> LOG.debug(message, thrown);
            default -> LOG.trace(message, thrown);
        }
    }
}
