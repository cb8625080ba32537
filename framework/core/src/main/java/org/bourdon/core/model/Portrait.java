package org.bourdon.core.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.model.ModelInfo;
import org.bourdon.model.ModelMemory;
import org.bourdon.model.ModelState;

/** A copy of what the roster knows of a voice, to be completed with what the lanes have of it. */
record Portrait(String name, String format, Optional<VoiceVersion> version, Optional<String> problem, Optional<String> rejection, boolean loading,
                boolean isDefault, boolean pinned, int leases, int requests, Optional<ModelMemory> unload, Optional<String> remark,
                Optional<Instant> lastUsed) {

    Portrait(Place place, int requests, boolean isDefault, boolean pinnedByRule) {
        this(place.entry.name(), place.entry.format(), place.serving.or(place.entry::version), place.problem,
                place.rejection.map(Place.Rejection::reason),
                place.candidate.isPresent() && (place.serving.isEmpty() || place.serving.equals(place.candidate)), isDefault, place.pinned || pinnedByRule, place.leases, requests,
                place.unload, place.remark, place.lastUsed);
    }

    ModelInfo with(OpenVoices open) {
        List<OpenVoices.Found> here = version.map(open::of).orElse(List.of()).stream()
                .sorted(Comparator.comparing(found -> found.opening().at())).toList();
        Optional<OpenVoices.Found> first = here.stream().findFirst();
        ModelState state = problem.isPresent() ? ModelState.REJECTED : loading ? ModelState.LOADING
                : first.isPresent() ? ModelState.LOADED : ModelState.UNLOADED;
        return new ModelInfo(name, format, first.map(found -> found.lane().engine().name()), first.map(found -> found.lane().device().toString()),
                version.map(VoiceVersion::label), state, problem.or(() -> rejection), isDefault, pinned, leases, requests,
                here.stream().map(found -> found.lane().name()).toList(), first.map(found -> found.opening().at()),
                first.map(found -> found.opening().took()), first.map(found -> found.opening().memory()), unload, remark,
                version.map(VoiceVersion::diskBytes).orElse(0L), lastUsed);
    }
}
