package org.bourdon.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** OSGi's log service over our log, for the container's own bundles: a component that fails to start must be seen. */
@SuppressWarnings("deprecation")
final class ServiceLog implements LogService {

    static final String CONTAINER = "osgi";

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> kind) {
        return getLogger(type.getName(), kind);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> kind) {
        return getLogger(name, kind);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> kind) {
        if (kind != Logger.class && kind != FormatterLogger.class) {
            throw new IllegalArgumentException(kind + " is no kind of logger");
        }
        String ours = name.equals(Logger.ROOT_LOGGER_NAME) ? CONTAINER : name;
        return kind.cast(new ServiceLogger(LoggerFactory.getLogger(ours), kind == FormatterLogger.class));
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> service, int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> service, int level, String message, Throwable thrown) {
        log(level, message, thrown);
    }

    @Override
    public void log(int level, String message, Throwable thrown) {
        LoggerFactory.getLogger(CONTAINER).atLevel(switch (level) {
            case LOG_ERROR -> Level.ERROR;
            case LOG_WARNING -> Level.WARN;
            case LOG_INFO -> Level.INFO;
            default -> Level.DEBUG;
        }).setCause(thrown).log(message);
    }
}
