package org.bourdon.gateway.http.openai;

import java.lang.annotation.Annotation;

/** Voice names as a configuration might give them. */
final class OpenAiNames {

    private OpenAiNames() {
    }

    static VoiceNames of(String... pairs) {
        return new VoiceNames(new VoiceNames.Settings() {

            @Override
            public Class<? extends Annotation> annotationType() {
                return VoiceNames.Settings.class;
            }

            @Override
            public String[] voices() {
                return pairs.clone();
            }
        });
    }
}
