package org.bourdon.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in the text exposition format of Prometheus, version 0.0.4, read by its rules and the conventions for names: whatever breaks one
 * is refused with its line.
 */
record Figures(Map<String, Family> families) {

    record Family(String type, Map<Map<String, String>, Double> points) {
    }

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_:][a-z0-9_:]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_][a-z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,(?=.)|$)");
    private static final String SUFFIX = "#suffix";

    static Figures parse(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        Reader reader = new Reader();
        text.lines().forEach(reader::line);
        reader.endFamily();
        return new Figures(reader.families);
    }

    /** The value of a counter or gauge. */
    double value(String name, String... labels) {
        return point(name, labels(labels));
    }

    /** How many values a histogram holds; none if there is no such point. */
    double count(String name, String... labels) {
        return histogram(name, "_count", labels);
    }

    double sum(String name, String... labels) {
        return histogram(name, "_sum", labels);
    }

    private double histogram(String name, String suffix, String... labels) {
        Map<String, String> all = new HashMap<>(labels(labels));
        all.put(SUFFIX, suffix);
        return families.containsKey(name) ? families.get(name).points().getOrDefault(all, 0.0) : 0;
    }

    private double point(String name, Map<String, String> labels) {
        return families.containsKey(name) ? families.get(name).points().getOrDefault(labels, 0.0) : 0;
    }

    private static Map<String, String> labels(String... namesAndValues) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return labels;
    }

    private static final class Reader {

        private final Map<String, Family> families = new LinkedHashMap<>();
        private final Set<String> helped = new HashSet<>();
        private String name = "";
        private String type = "";
        /** The classes of the histogram point that is being read. */
        private Map<String, String> point = Map.of();
        private final List<Double> bounds = new ArrayList<>();
        private final List<Double> counts = new ArrayList<>();

        void line(String line) {
            try {
                read(line);
            } catch (RuntimeException e) {
                throw new AssertionError("'" + line + "': " + e.getMessage(), e);
            }
        }

        private void read(String line) {
            Matcher help = HELP.matcher(line);
            Matcher typed = TYPE.matcher(line);
            if (help.matches()) {
                endFamily();
                require(helped.add(help.group(1)), "a second HELP, or a family in two places");
                name = help.group(1);
                type = "";
            } else if (typed.matches()) {
                require(typed.group(1).equals(name) && type.isEmpty(), "a TYPE that does not follow its HELP");
                type = typed.group(2);
                require(type.equals("counter") == name.endsWith("_total"), "a counter, and nothing else, ends in _total");
                families.put(name, new Family(type, new LinkedHashMap<>()));
            } else {
                Matcher sample = SAMPLE.matcher(line);
                require(sample.matches(), "neither HELP nor TYPE nor a sample");
                sample(sample.group(1), sample.group(2) == null ? Map.of() : readLabels(sample.group(2)), number(sample.group(3)));
            }
        }

        private static Map<String, String> readLabels(String text) {
            Map<String, String> labels = new HashMap<>();
            Matcher label = LABEL.matcher(text);
            int at = 0;
            while (at < text.length()) {
                require(label.find(at) && label.start() == at, "labels that cannot be read from " + at);
                require(labels.put(label.group(1), label.group(2)) == null, "a label twice");
                at = label.end();
            }
            require(!labels.isEmpty(), "braces around nothing");
            return labels;
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }

        private void sample(String sample, Map<String, String> labels, double value) {
            require(!type.isEmpty() && sample.startsWith(name), "a sample of no family");
            String suffix = sample.substring(name.length());
            require(!type.equals("counter") || value >= 0, "a counter below zero");
            if (type.equals("histogram")) {
                histogram(suffix, new HashMap<>(labels), value);
            } else {
                require(suffix.isEmpty(), "a sample of no family");
                put(labels, value);
            }
        }

        private void histogram(String suffix, Map<String, String> labels, double value) {
            if (suffix.equals("_bucket")) {
                double bound = number(labels.remove("le"));
                if (bounds.isEmpty()) {
                    point = labels;
                } else {
                    require(labels.equals(point), "a histogram that is not whole before the next begins");
                    require(bound > bounds.getLast() && value >= counts.getLast(), "classes that do not ascend");
                }
                bounds.add(bound);
                counts.add(value);
                return;
            }
            require(suffix.equals("_sum") || suffix.equals("_count"), "no sample of a histogram");
            require(labels.equals(point) && !bounds.isEmpty() && bounds.getLast() == Double.POSITIVE_INFINITY, "no classes up to +Inf before it");
            if (suffix.equals("_count")) {
                require(value == counts.getLast(), "a count that is not that of the last class");
                bounds.clear();
                counts.clear();
            }
            labels.put(SUFFIX, suffix);
            put(labels, value);
        }

        private void put(Map<String, String> labels, double value) {
            require(families.get(name).points().put(labels, value) == null, "the same point twice");
        }

        void endFamily() {
            require(bounds.isEmpty(), "the histogram " + name + " has no count");
            require(name.isEmpty() || families.containsKey(name) && !families.get(name).points().isEmpty(), name + " has no type or no sample");
        }

        private static void require(boolean rule, String otherwise) {
            if (!rule) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
