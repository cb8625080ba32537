package org.bourdon.client.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** The files for service managers as the distribution has them, with gaps such as {@code @HOME@}. */
record ServiceTemplates(Path folder) {

    private static final Pattern GAP = Pattern.compile("@([A-Z_]+)@");

    String fill(String name, Map<String, String> values) throws ClientException {
        String template;
        try {
            template = Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot read " + folder.resolve(name) + ": " + ClientException.reason(e)
                    + "; install Bourdon again", e);
        }
        return GAP.matcher(template).replaceAll(gap -> {
            String value = values.get(gap.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing to put for " + gap.group() + " in " + name);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
