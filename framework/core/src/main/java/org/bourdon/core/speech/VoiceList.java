package org.bourdon.core.speech;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.voice.Shelf;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.voice.Voice;

/** Voices as clients see them. */
record VoiceList(EngineLanes engines, String defaultVoice) {

    List<VoiceInfo> of(List<Shelf.Entry> entries) {
        Set<String> loaded = new HashSet<>();
        engines.status().forEach(engine -> engine.lanes().forEach(lane -> loaded.addAll(lane.voices())));
        return entries.stream().map(entry -> {
            Optional<Voice> voice = entry.version().map(VoiceVersion::voice);
            return new VoiceInfo(entry.name(), entry.format(), voice.map(known -> known.language().stripExtensions().toLanguageTag()).orElse("und"),
                    voice.map(Voice::sampleRateHz).orElse(0), voice.map(Voice::speakers).orElse(List.of()),
                    entry.name().equals(defaultVoice), loaded.contains(entry.name()), entry.problem());
        }).toList();
    }
}
