package org.bourdon.text.espeak;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code espeak-ng}: a helper process for each of the latest voices, kept for the next text. */
final class EspeakProgram implements Espeak {

    private static final Logger log = LoggerFactory.getLogger(EspeakProgram.class);
    private static final List<String> HARMLESS = List.of("a");
    private static final int MOST_HELPERS = 3;
    private static final int LONGEST_LISTING = 1 << 20;
    /** What a helper answers to this must fit into a pipe, or each would wait for the other. */
    private static final int BATCH_BYTES = 2_000;

    private final String name;
    private final Duration patience;
    private final OwnerThread owner = new OwnerThread(true);
    private volatile Optional<EspeakVoices> voices = Optional.empty();
    /** Confined to the owner thread; the one used last stands last. */
    private final Map<String, Helper> helpers = new LinkedHashMap<>(MOST_HELPERS, 0.75f, true);

    /** @param patience for one answer */
    EspeakProgram(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    private Path program() throws BourdonException {
        return Installed.program(name).orElseThrow(() -> Installed.missing("there is no program " + name));
    }

    @Override
    public EspeakVoices voices() throws BourdonException {
        Path program = program();
        if (voices.isEmpty()) {
            voices = Optional.of(owner.call(() -> list(program), waiting()));
        }
        return voices.get();
    }

    private EspeakVoices list(Path program) throws IOException, BourdonException {
        Process process = new ProcessBuilder(program.toString(), "--voices").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (Helper.Alarm alarm = new Helper.Alarm(process, patience)) {
            String listing = new String(process.getInputStream().readNBytes(LONGEST_LISTING), StandardCharsets.UTF_8);
            EspeakVoices found = EspeakVoices.parse(listing);
            if (found.entries().isEmpty()) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, program + " --voices names no voices");
            }
            return found;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public List<List<String>> translate(String voice, List<String> texts) throws BourdonException {
        Path program = program();
        List<List<String>> all = new ArrayList<>(texts.size());
        for (List<String> batch : batches(texts)) {
            all.addAll(owner.call(() -> answer(program, voice, batch), waiting()));
        }
        return all;
    }

    /** Others may be before us, and a helper may have to be started anew. */
    private Duration waiting() {
        return patience.multipliedBy(4);
    }

    private static List<List<String>> batches(List<String> texts) {
        List<List<String>> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        int bytes = 0;
        for (String text : texts) {
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (!batch.isEmpty() && bytes + size > BATCH_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(text);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private List<List<String>> answer(Path program, String voice, List<String> texts) throws BourdonException {
        Helper old = helpers.remove(voice);
        if (old != null) {
            try {
                return ask(voice, old, texts);
            } catch (IOException e) {
                // It died while nobody looked, as helpers may; a new one is asked below.
                old.close();
            }
        }
        try {
            return ask(voice, Helper.start(program, voice, patience), texts);
        } catch (EOFException e) {
            return carefully(program, voice, texts, e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Some text kills espeak-ng: a text at a time then, and what it dies of is left out. */
    private List<List<String>> carefully(Path program, String voice, List<String> texts, IOException death) throws BourdonException {
        if (texts.size() == 1) {
            if (texts.equals(HARMLESS)) {
                throw failed(death);
            }
            answer(program, voice, HARMLESS);
            log.warn("espeak-ng dies of '{}', which is left out", texts.getFirst());
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>(texts.size());
        for (String text : texts) {
            all.addAll(answer(program, voice, List.of(text)));
        }
        return all;
    }

    private static BourdonException failed(IOException why) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, "espeak-ng did not say how the text is spoken: " + why.getMessage(), why);
    }

    private List<List<String>> ask(String voice, Helper helper, List<String> texts) throws IOException {
        try {
            List<List<String>> answers = helper.translate(texts);
            if (helper.staysOpen()) {
                helpers.put(voice, helper);
                while (helpers.size() > MOST_HELPERS) {
                    helpers.remove(helpers.keySet().iterator().next()).close();
                }
            } else {
                helper.close();
            }
            return answers;
        } catch (IOException | RuntimeException e) {
            helper.close();
            throw e;
        }
    }

    @Override
    public void close() {
        owner.closeAfter(() -> {
            helpers.values().forEach(Helper::close);
            helpers.clear();
        });
    }
}
