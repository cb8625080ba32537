package org.bourdon.launcher;

import java.nio.file.Path;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up in code, which spares the XML parser at every start. Found by logback as a service.
 * <p>
 * Without {@code bourdon.home}, as in unit tests, nothing is logged.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String FILE = "file";
    private static final long FILE_BYTES = 2L * 1024 * 1024;
    private static final int OLDER_FILES = 4;
    /** What these warn of is what clients write wrong, who are told so; else they could push everything out of the log that matters. */
    private static final List<String> CLIENTS_MISTAKES = List.of("org.eclipse.jetty.http", "org.eclipse.jetty.util.HostPort");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String home = System.getProperty(Settings.HOME, "");
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty(Settings.LOG_LEVEL), Level.INFO));
        context.getLogger(ServiceLog.CONTAINER).setLevel(Level.WARN);
        CLIENTS_MISTAKES.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        if (!home.isEmpty()) {
            LogFile file = new LogFile(new Home(Path.of(home)).log(), FILE_BYTES, OLDER_FILES);
            file.setName(FILE);
            file.setContext(context);
            file.start();
            root.addAppender(file);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Lines that could not be written, since the start. */
    static long linesLost() {
        return file() instanceof LogFile file ? file.dropped() : 0;
    }

    /** Nothing is written from now on. */
    static void end() {
        if (file() instanceof LogFile file) {
            file.stop();
        }
    }

    private static Appender<ILoggingEvent> file() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(FILE);
    }

    /** Hands the warnings of libraries that use java.util.logging to the same log, once one of them really does. */
    static void catchLibraries() {
        System.setProperty("java.util.logging.config.class", LibraryLogging.class.getName());
    }
}
