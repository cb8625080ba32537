package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The figures, a line each, printed as they come and kept for a JSON file. */
final class Table {

    private final List<Row> rows = new ArrayList<>();

    /** @param atMost what the project asks of it; empty where it only informs */
    private record Row(String name, double value, String unit, Optional<Double> atMost) {
    }

    void title(String title) {
        System.out.printf("%n%s%n", title);
    }

    void row(String name, double value, String unit) {
        add(new Row(name, value, unit, Optional.empty()));
    }

    void row(String name, double value, String unit, double atMost) {
        add(new Row(name, value, unit, Optional.of(atMost)));
    }

    /** @param atMost not a number where it only informs */
    void limited(String name, double value, String unit, double atMost) {
        add(new Row(name, value, unit, Double.isNaN(atMost) ? Optional.empty() : Optional.of(atMost)));
    }

    private void add(Row row) {
        rows.add(row);
        String verdict = row.atMost().map(limit -> String.format(Locale.ROOT, "at most %.2f: %s", limit, row.value() <= limit ? "met" : "MISSED")).orElse("");
        System.out.printf(Locale.ROOT, "  %-64s %10s %-6s %s%n", row.name(), number(row.value()), row.unit(), verdict);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.4f" : Math.abs(value) < 20 ? "%.2f" : "%.0f", value);
    }

    void writeJson(Path file) throws IOException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Row row : rows) {
            ObjectNode one = all.addObject().put("name", row.name()).put("value", row.value()).put("unit", row.unit());
            row.atMost().ifPresent(limit -> one.put("at_most", limit).put("met", row.value() <= limit));
        }
        Files.writeString(file, all.toPrettyString() + "\n");
    }
}
