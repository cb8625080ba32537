package org.bourdon.client.catalogue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the person's terminal has. */
final class TerminalWidth {

    private static final int USUAL = 80;
    private static final int LEAST = 20;
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([0-9]{1,4})\\s*");

    private TerminalWidth() {
    }

    static int of(Map<String, String> variables) {
        String told = variables.getOrDefault("COLUMNS", "");
        if (told.matches("[0-9]{1,4}") && Integer.parseInt(told) >= LEAST) {
            return Integer.parseInt(told);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                if (stty.waitFor(1, TimeUnit.SECONDS)) {
                    Matcher size = SIZE.matcher(new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII));
                    return size.matches() && Integer.parseInt(size.group(1)) >= LEAST ? Integer.parseInt(size.group(1)) : USUAL;
                }
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException _) {
            // There is no such program, or no terminal to ask: the usual width will do.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return USUAL;
    }

    /** Each line cut to that width, with a sign where something is missing. */
    static String fitted(String text, int columns) {
        var fitted = new StringBuilder();
        text.lines().forEach(line -> fitted.append(line.codePointCount(0, line.length()) <= columns ? line
                : line.substring(0, line.offsetByCodePoints(0, columns - 1)) + "…").append('\n'));
        return fitted.toString();
    }
}
