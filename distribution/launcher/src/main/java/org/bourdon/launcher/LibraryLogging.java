package org.bourdon.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configuration of java.util.logging, loaded by the JVM at the first use: warnings go to our log, the rest nowhere. */
public final class LibraryLogging {

    private static final String CONFIGURATION = ".level=WARNING\nhandlers=" + ToLog.class.getName() + "\n";

    public LibraryLogging() throws IOException {
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The one handler. */
    public static final class ToLog extends Handler {

        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            Logger log = LoggerFactory.getLogger(entry.getLoggerName() == null ? "library" : entry.getLoggerName());
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                log.error(formatter.formatMessage(entry), entry.getThrown());
            } else if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                log.warn(formatter.formatMessage(entry), entry.getThrown());
            }
        }

        @Override
        public void flush() {
            // every line is written at once
        }

        @Override
        public void close() {
            // the log file belongs to logback
        }
    }
}
