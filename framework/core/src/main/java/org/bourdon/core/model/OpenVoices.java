package org.bourdon.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bourdon.core.lane.CloseVoice;
import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.lane.Lane;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.lane.Opening;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.ModelSet;

/** What is open on the lanes of all engines, from what they publish. */
final class OpenVoices {

    /** An opening and where it is. */
    record Found(LaneGroup group, Lane lane, Opening opening) {
    }

    private final EngineLanes engines;

    OpenVoices(EngineLanes engines) {
        this.engines = engines;
    }

    List<Found> all() {
        List<Found> found = new ArrayList<>();
        for (LaneGroup group : engines.groups()) {
            for (Lane lane : group.lanes()) {
                lane.openings().forEach(opening -> found.add(new Found(group, lane, opening)));
            }
        }
        return found;
    }

    List<Found> of(VoiceVersion version) {
        return all().stream().filter(found -> found.opening().version().equals(version)).toList();
    }

    boolean has(VoiceVersion version) {
        for (LaneGroup group : engines.groups()) {
            for (Lane lane : group.lanes()) {
                if (lane.hasOpen(version)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The size of the model files behind each open version, counted once a lane. */
    Map<VoiceVersion, Long> bytes() {
        Map<VoiceVersion, Long> bytes = new HashMap<>();
        all().forEach(found -> bytes.merge(found.opening().version(), found.opening().version().diskBytes(), Long::sum));
        return bytes;
    }

    Set<VoiceVersion> versions() {
        Set<VoiceVersion> versions = new HashSet<>();
        all().forEach(found -> versions.add(found.opening().version()));
        return versions;
    }

    /** Has every lane close it that has it open. Does not wait. */
    void close(VoiceVersion version) {
        of(version).forEach(found -> found.lane().submit(CloseVoice.of(version)));
    }

    /**
     * The engines that should have a version open: those that have the one before it and read this one as well, else the first that reads
     * the most preferred of its variants.
     */
    List<LaneGroup> groupsFor(VoiceVersion version, Optional<VoiceVersion> before) throws BourdonException {
        List<LaneGroup> same = before.map(this::of).orElse(List.of()).stream().map(Found::group).distinct()
                .filter(group -> version.readableBy(group.engine()).isPresent()).toList();
        if (!same.isEmpty()) {
            return same;
        }
        for (ModelSet models : version.voice().variants()) {
            Optional<LaneGroup> group = engines.find(models.fileNames());
            if (group.isPresent()) {
                return List.of(group.get());
            }
        }
        return List.of(engines.reading(version.voice().variants().getFirst().fileNames()));
    }
}
