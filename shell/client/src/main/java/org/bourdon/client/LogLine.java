package org.bourdon.client;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonGenerator;

/** One line of the daemon's log; one that continues the line before it has a message only. */
record LogLine(String text) {

    private static final Pattern PARTS = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (\\S+) +\\[(.*?)] (\\S+): (.*)");

    void writeTo(JsonGenerator json) throws IOException {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            json.writeStringField("message", text);
            return;
        }
        json.writeStringField("time", parts.group(1));
        json.writeStringField("level", parts.group(2));
        json.writeStringField("thread", parts.group(3));
        json.writeStringField("logger", parts.group(4));
        json.writeStringField("message", parts.group(5));
    }
}
