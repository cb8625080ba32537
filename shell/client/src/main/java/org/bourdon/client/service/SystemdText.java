package org.bourdon.client.service;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bourdon.client.Words;

/** Words as systemd reads them in unit files, see systemd.syntax(7) and systemd.service(5). */
final class SystemdText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@+*-]+");

    private SystemdText() {
    }

    /** A command over several lines. */
    static String command(List<String> words) {
        return words.stream().map(word -> quoted(word.replace("$", "$$"))).collect(Collectors.joining(" \\\n    "));
    }

    /** A line each. */
    static String environment(Map<String, String> variables) {
        return variables.entrySet().stream().map(variable -> "Environment=" + quoted(variable.getKey() + "=" + variable.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** What stands for itself up to the end of its line. */
    static String rest(String text) {
        return text.replace("%", "%%");
    }

    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("\n", "\\n") + "\"";
    }
}
