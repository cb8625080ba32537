package org.bourdon.core.model;

import java.time.Duration;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How long models stay loaded, and how many of them. A component of its own, so that a changed rule disturbs nobody who speaks. */
@Component(service = ModelRules.class, configurationPid = "org.bourdon.models")
@Designate(ocd = ModelRules.Settings.class)
public final class ModelRules {

    @ObjectClassDefinition(name = "Models", description = "How long voices' models stay loaded, and how many of them")
    public @interface Settings {

        @AttributeDefinition(name = "Idle unload", description = "Seconds without a request after which a voice is unloaded; 0 for never",
                min = "0", max = "31536000")
        double idle_unload_seconds() default 1_800;

        @AttributeDefinition(name = "Idle unload of the default voice", description = "Whether the rules hold for the default voice as well")
        boolean unload_default_voice() default false;

        @AttributeDefinition(name = "Most voices", description = "Loaded at a time; the least recently used goes; 0 for no limit", min = "0",
                max = "10000")
        int max_voices() default 8;

        @AttributeDefinition(name = "Most megabytes", description = "Of model files loaded at a time; the least recently used goes; 0 for no limit",
                min = "0", max = "1000000")
        int max_megabytes() default 0;

        @AttributeDefinition(name = "Pinned voices", description = "Never unloaded by a rule", required = false)
        String[] pinned_voices() default {};
    }

    static final ModelRules DEFAULT = new ModelRules(Duration.ofMinutes(30), false, 8, 0, Set.of());

    private final Duration idleUnload;
    private final boolean unloadDefaultVoice;
    private final int voices;
    private final long bytes;
    private final Set<String> pinned;

    @Activate
    public ModelRules(Settings settings) {
        this(Duration.ofMillis((long) (settings.idle_unload_seconds() * 1_000)), settings.unload_default_voice(), settings.max_voices(),
                settings.max_megabytes() * 1_000_000L, Set.of(settings.pinned_voices()));
    }

    /** @param idleUnload zero for never; {@code voices} and {@code bytes} likewise for no limit */
    public ModelRules(Duration idleUnload, boolean unloadDefaultVoice, int voices, long bytes, Set<String> pinned) {
        this.idleUnload = idleUnload;
        this.unloadDefaultVoice = unloadDefaultVoice;
        this.voices = voices;
        this.bytes = bytes;
        this.pinned = Set.copyOf(pinned);
    }

    boolean isPinned(String voice) {
        return pinned.contains(voice);
    }

    boolean spareDefaultVoice() {
        return !unloadDefaultVoice;
    }

    boolean isIdleTooLong(Duration unused) {
        return !idleUnload.isZero() && unused.compareTo(idleUnload) >= 0;
    }

    boolean allow(int loadedVoices, long loadedBytes) {
        return (voices == 0 || loadedVoices <= voices) && (bytes == 0 || loadedBytes <= bytes);
    }
}
