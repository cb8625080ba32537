package org.bourdon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The models of a voice at one moment.
 *
 * @param name      the voice's
 * @param format    of the voice
 * @param engine    that has it open; empty when none has
 * @param device    that it runs on, as {@link org.bourdon.engine.Device#toString} has it; empty when it is not open
 * @param version   changes with the files, and with every reload; empty when even the side file cannot be read
 * @param reason    why it is rejected; of a loaded one, why a newer version has been rejected and the older goes on serving
 * @param isDefault whether it speaks when a request names no voice
 * @param pinned    whether it stays loaded, whatever the rules say
 * @param leases    that name it
 * @param requests  under way with any version of it
 * @param lanes     that have it open, by name
 * @param loadedAt  when the first of them opened it
 * @param loadTime  how long that took
 * @param load      memory around that
 * @param unload    memory around the latest unload, measured when the daemon was at rest again
 * @param remark    what an operator should know, such as an unload that gave no memory back
 * @param diskBytes size of its model files
 * @param lastUsed  when a request last used it, or a load or lease asked for it; empty when none has
 */
public record ModelInfo(String name, String format, Optional<String> engine, Optional<String> device, Optional<String> version,
                        ModelState state, Optional<String> reason, boolean isDefault, boolean pinned, int leases, int requests,
                        List<String> lanes, Optional<Instant> loadedAt, Optional<Duration> loadTime, Optional<ModelMemory> load,
                        Optional<ModelMemory> unload, Optional<String> remark, long diskBytes, Optional<Instant> lastUsed) {

    public ModelInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(format);
        Objects.requireNonNull(state);
        lanes = List.copyOf(lanes);
    }
}
