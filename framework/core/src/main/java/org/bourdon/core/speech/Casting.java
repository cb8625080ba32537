package org.bourdon.core.speech;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.model.ModelKeeper;
import org.bourdon.core.model.VoiceUse;
import org.bourdon.core.voice.Shelf;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.voice.ModelSet;

/** Finds who speaks: the voice and engine that were asked for, or whoever comes nearest. */
final class Casting {

    private final EngineLanes engines;
    private final ModelKeeper voices;
    private final String defaultVoice;

    Casting(EngineLanes engines, ModelKeeper voices, String defaultVoice) {
        this.engines = engines;
        this.voices = voices;
        this.defaultVoice = defaultVoice;
    }

    /** @throws BourdonException VOICE_NOT_FOUND, VOICE_BROKEN, BUSY, ENGINE_UNAVAILABLE: what is wrong with the choice, when nobody stands in */
    Cast cast(VoiceChoice choice) throws BourdonException {
        String name = choice.voice().orElse(defaultVoice);
        try {
            return exactly(name, choice.engine());
        } catch (BourdonException wrong) {
            // One whose files are being written is not out of order.
            if (choice.strict() || wrong.code() == ErrorCode.VOICE_NOT_FOUND || wrong.code() == ErrorCode.BUSY) {
                throw wrong;
            }
            return understudies(name).map(this::tryOut).flatMap(Optional::stream).findFirst()
                    .map(found -> new Cast(found.use(), found.lanes(),
                            Optional.of(wrong.getMessage() + "; " + found.voice().name() + " speaks instead, with engine " + found.engine())))
                    .orElseThrow(() -> wrong);
        }
    }

    private Cast exactly(String name, Optional<String> engine) throws BourdonException {
        VoiceUse use = voices.use(name);
        VoiceVersion voice = use.version();
        Optional<String> outOfOrder = Optional.empty();
        for (ModelSet models : voice.voice().variants()) {
            Optional<LaneGroup> lanes = engines.find(models.fileNames(), engine);
            if (lanes.isPresent() && lanes.get().problem().isEmpty()) {
                return new Cast(use, lanes.get(), Optional.empty());
            }
            outOfOrder = outOfOrder.or(() -> lanes.flatMap(LaneGroup::problem));
        }
        use.close();
        if (outOfOrder.isPresent()) {
            throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, outOfOrder.get());
        }
        throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, engine.isPresent()
                ? "engine '" + engine.get() + "' " + (engines.names().contains(engine.get()) ? "reads no model of voice " + name
                        : "is not running; there are " + engines.names())
                : "no engine that is running reads " + voice.voice().variants().getFirst());
    }

    /** The voice itself in any engine, then those of its language, then the default one. */
    private Stream<String> understudies(String name) {
        List<Shelf.Entry> known = voices.latest();
        Optional<Locale> language = known.stream().filter(entry -> entry.name().equals(name)).findFirst()
                .flatMap(Shelf.Entry::version).map(version -> version.voice().language());
        Stream<String> sameLanguage = known.stream()
                .filter(entry -> language.isPresent() && languageOf(entry).equals(Optional.of(language.get().getLanguage())))
                .sorted(Comparator.comparing((Shelf.Entry entry) -> !entry.version().map(v -> v.voice().language()).equals(language))
                        .thenComparing(entry -> !entry.name().equals(defaultVoice)))
                .map(Shelf.Entry::name);
        return Stream.concat(Stream.concat(Stream.of(name), sameLanguage), Stream.of(defaultVoice));
    }

    private static Optional<String> languageOf(Shelf.Entry entry) {
        return entry.version().map(version -> version.voice().language().getLanguage());
    }

    private Optional<Cast> tryOut(String name) {
        try {
            return Optional.of(exactly(name, Optional.empty()));
        } catch (BourdonException _) {
            // One who cannot stand in either; what is reported is what was wrong with the one asked for.
            return Optional.empty();
        }
    }
}
