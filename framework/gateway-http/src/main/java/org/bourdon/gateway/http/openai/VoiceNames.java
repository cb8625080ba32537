package org.bourdon.gateway.http.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which voices answer to the OpenAI API's names. */
@Component(service = VoiceNames.class, configurationPid = "org.bourdon.http.openai")
@Designate(ocd = VoiceNames.Settings.class)
public final class VoiceNames {

    @ObjectClassDefinition(name = "OpenAI names", description = "Which voices answer to the names that clients of the OpenAI API know")
    public @interface Settings {

        @AttributeDefinition(name = "Voices", description = "NAME=VOICE each")
        String[] voices() default {
            "alloy=en_US-bourdon", "ash=en_US-tenor", "ballad=en_US-tenor", "coral=en_US-bourdon", "echo=en_US-tenor", "fable=en_US-tenor",
            "onyx=en_US-tenor", "nova=en_US-bourdon", "sage=en_US-bourdon", "shimmer=en_US-bourdon", "verse=en_US-tenor",
            "marin=en_US-bourdon", "cedar=en_US-tenor"
        };
    }

    private static final Logger log = LoggerFactory.getLogger(VoiceNames.class);

    private final Map<String, String> voices = new LinkedHashMap<>();

    @Activate
    public VoiceNames(Settings settings) {
        for (String pair : settings.voices()) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                voices.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            } else {
                log.warn("'{}' among the voices in etc/http.openai.json is left out: it is not NAME=VOICE", pair);
            }
        }
    }

    /** The voice for a name; a name that is not among the OpenAI API's stands for itself. */
    String named(String name) {
        return voices.getOrDefault(name, name);
    }

    List<String> all() {
        return new ArrayList<>(voices.keySet());
    }
}
