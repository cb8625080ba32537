package org.bourdon.benchmarks;

import java.io.IOException;

/** What a way to the daemon costs beside the unix socket: two requests on each in turn, nobody else there. */
final class WayCost {

    private static final int IN_A_ROW = 2;
    private static final int WARM_UP = 40;

    private final Table table;
    private final String voice;
    private final int rounds;

    WayCost(Table table, String voice, int rounds) {
        this.table = table;
        this.voice = voice;
        this.rounds = rounds;
    }

    /** @param limit milliseconds by which the first audio byte may come later, p50 */
    void measure(Transport plain, Transport other, double limit) throws IOException {
        try (Transport.Line one = plain.connect(); Transport.Line two = other.connect()) {
            compare("Short, 5 words", Texts.SHORT, plain, one, other, two, limit);
            compare("Paragraph, 8 sentences", Texts.PARAGRAPH, plain, one, other, two, limit);
        }
    }

    private void compare(String title, String text, Transport plain, Transport.Line one, Transport other, Transport.Line two, double limit) throws IOException {
        Samples plainly = new Samples();
        Samples otherwise = new Samples();
        for (int round = -WARM_UP; round < rounds; round += IN_A_ROW) {
            speak(one, text, round < 0 ? new Samples() : plainly);
            speak(two, text, round < 0 ? new Samples() : otherwise);
        }
        table.title(other.name() + " beside " + plain.name() + ": " + title);
        table.row("first audio byte p50, " + plain.name(), plainly.p50(), "ms");
        table.row("first audio byte p50, " + other.name(), otherwise.p50(), "ms");
        table.row(other.name() + " - " + plain.name() + ", p50", otherwise.p50() - plainly.p50(), "ms", limit);
    }

    private void speak(Transport.Line line, String text, Samples to) throws IOException {
        for (int i = 0; i < IN_A_ROW; i++) {
            to.add(line.speak(voice, text, Transport.Ear.DEAF).firstSound());
        }
    }
}
