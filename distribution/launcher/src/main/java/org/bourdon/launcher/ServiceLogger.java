package org.bourdon.launcher;

import java.util.Arrays;

import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * One logger of OSGi's log service, written to ours.
 *
 * @param formatter whether messages are {@link String#format} patterns instead of {@code {}} ones
 */
record ServiceLogger(Logger log, boolean formatter) implements FormatterLogger {

    @Override
    public String getName() {
        return log.getName();
    }

    private void write(Level level, String message, Object... values) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        if (formatter) {
            Object last = values.length == 0 ? null : values[values.length - 1];
            log.atLevel(level).setCause(last instanceof Throwable thrown ? thrown : null).log(String.format(message, values));
        } else if (values.length > 0 && values[values.length - 1] instanceof Throwable thrown) {
            log.atLevel(level).setCause(thrown).log(message, Arrays.copyOf(values, values.length - 1));
        } else {
            log.atLevel(level).log(message, values);
        }
    }

    private <E extends Exception> void accept(Level level, LoggerConsumer<E> consumer) throws E {
        if (log.isEnabledForLevel(level)) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isEnabledForLevel(Level.TRACE);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        accept(Level.TRACE, consumer);
    }

    @Override
    public void trace(String message) {
        write(Level.TRACE, message);
    }

    @Override
    public void trace(String format, Object value) {
        write(Level.TRACE, format, value);
    }

    @Override
    public void trace(String format, Object one, Object two) {
        write(Level.TRACE, format, one, two);
    }

    @Override
    public void trace(String format, Object... values) {
        write(Level.TRACE, format, values);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isEnabledForLevel(Level.DEBUG);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        accept(Level.DEBUG, consumer);
    }

    @Override
    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    @Override
    public void debug(String format, Object value) {
        write(Level.DEBUG, format, value);
    }

    @Override
    public void debug(String format, Object one, Object two) {
        write(Level.DEBUG, format, one, two);
    }

    @Override
    public void debug(String format, Object... values) {
        write(Level.DEBUG, format, values);
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isEnabledForLevel(Level.INFO);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        accept(Level.INFO, consumer);
    }

    @Override
    public void info(String message) {
        write(Level.INFO, message);
    }

    @Override
    public void info(String format, Object value) {
        write(Level.INFO, format, value);
    }

    @Override
    public void info(String format, Object one, Object two) {
        write(Level.INFO, format, one, two);
    }

    @Override
    public void info(String format, Object... values) {
        write(Level.INFO, format, values);
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isEnabledForLevel(Level.WARN);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        accept(Level.WARN, consumer);
    }

    @Override
    public void warn(String message) {
        write(Level.WARN, message);
    }

    @Override
    public void warn(String format, Object value) {
        write(Level.WARN, format, value);
    }

    @Override
    public void warn(String format, Object one, Object two) {
        write(Level.WARN, format, one, two);
    }

    @Override
    public void warn(String format, Object... values) {
        write(Level.WARN, format, values);
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isEnabledForLevel(Level.ERROR);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        accept(Level.ERROR, consumer);
    }

    @Override
    public void error(String message) {
        write(Level.ERROR, message);
    }

    @Override
    public void error(String format, Object value) {
        write(Level.ERROR, format, value);
    }

    @Override
    public void error(String format, Object one, Object two) {
        write(Level.ERROR, format, one, two);
    }

    @Override
    public void error(String format, Object... values) {
        write(Level.ERROR, format, values);
    }

    @Override
    public void audit(String message) {
        write(Level.INFO, message);
    }

    @Override
    public void audit(String format, Object value) {
        write(Level.INFO, format, value);
    }

    @Override
    public void audit(String format, Object one, Object two) {
        write(Level.INFO, format, one, two);
    }

    @Override
    public void audit(String format, Object... values) {
        write(Level.INFO, format, values);
    }
}
