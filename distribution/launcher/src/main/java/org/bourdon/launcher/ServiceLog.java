package org.bourdon.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** OSGi's log service over our log, for the container's own bundles: a component that fails to start must be seen. */
@SuppressWarnings("deprecation")
final class ServiceLog implements LogService {

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName(), Logger.class);
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
        InvocationHandler calls = new Calls(LoggerFactory.getLogger(name), kind == FormatterLogger.class);
        return kind.cast(Proxy.newProxyInstance(ServiceLog.class.getClassLoader(), new Class<?>[] {kind}, calls));
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
        LoggerFactory.getLogger("osgi").atLevel(switch (level) {
            case LOG_ERROR -> Level.ERROR;
            case LOG_WARNING -> Level.WARN;
            case LOG_INFO -> Level.INFO;
            default -> Level.DEBUG;
        }).setCause(thrown).log(message);
    }

    /** Forty methods that differ in their level only. */
    private record Calls(org.slf4j.Logger log, boolean formatter) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            switch (name) {
                case "getName":
                    return log.getName();
                case "hashCode":
                    return log.hashCode();
                case "equals":
                    return proxy == arguments[0];
                case "toString":
                    return "logger " + log.getName();
                default:
                    break;
            }
            if (name.startsWith("is")) {
                return log.isEnabledForLevel(level(name.substring(2, name.length() - "Enabled".length())));
            }
            Level level = level(name);
            if (log.isEnabledForLevel(level)) {
                if (arguments[0] instanceof LoggerConsumer<?> consumer) {
                    accept(consumer, (Logger) proxy);
                } else {
                    write(level, (String) arguments[0], flat(arguments));
                }
            }
            return null;
        }

        private void write(Level level, String message, Object[] values) {
            if (formatter) {
                Object last = values.length == 0 ? null : values[values.length - 1];
                log.atLevel(level).setCause(last instanceof Throwable thrown ? thrown : null).log(String.format(message, values));
            } else {
                log.atLevel(level).log(message, values);
            }
        }

        private static <X extends Exception> void accept(LoggerConsumer<X> consumer, Logger logger) throws X {
            consumer.accept(logger);
        }

        /** One value, two, or an array of them. */
        private static Object[] flat(Object[] arguments) {
            if (arguments.length == 2 && arguments[1] instanceof Object[] values) {
                return values;
            }
            return Arrays.copyOfRange(arguments, 1, arguments.length);
        }

        private static Level level(String name) {
            return switch (name.toLowerCase(java.util.Locale.ROOT)) {
                case "trace" -> Level.TRACE;
                case "debug" -> Level.DEBUG;
                case "warn" -> Level.WARN;
                case "error" -> Level.ERROR;
                default -> Level.INFO;
            };
        }
    }
}
