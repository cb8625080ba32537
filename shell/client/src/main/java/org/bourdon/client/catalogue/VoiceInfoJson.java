package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.Json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JrsObject;

/** Voices as JSON; the same names for those that are here and those that can be had. */
final class VoiceInfoJson {

    private VoiceInfoJson() {
    }

    static void write(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            out.writeStringField(name, value.get());
        } else {
            out.writeNullField(name);
        }
    }

    static void writeInstalled(JsonGenerator out, InstalledVoice voice) throws IOException {
        JrsObject origin = voice.origin();
        Optional<ModelCard> card = voice.card();
        out.writeBooleanField("shipped", voice.shipped());
        out.writeStringField("folder", voice.sideFile().getParent().toString());
        write(out, "source", Json.string(origin, "source"));
        out.writeArrayFieldStart("files");
        for (Path file : voice.files()) {
            out.writeString(file.getFileName().toString());
        }
        out.writeEndArray();
        out.writeNumberField("bytes", voice.bytes());
        try {
            SideFile side = voice.side();
            write(out, "language", Optional.of(side.language()).filter(code -> !code.isEmpty()).or(() -> Json.string(origin, "language")));
            write(out, "quality", Json.string(origin, "quality"));
            if (side.sampleRate() > 0) {
                out.writeNumberField("sample_rate", side.sampleRate());
            } else {
                out.writeNullField("sample_rate");
            }
            out.writeNumberField("speakers", Math.max(side.speakers(), Json.number(origin, "speakers", 1)));
        } catch (ClientException _) {
            // A voice that cannot be read is here all the same; its problem is the daemon's to tell.
            for (String unknown : new String[] {"language", "quality", "sample_rate", "speakers"}) {
                out.writeNullField(unknown);
            }
        }
        write(out, "licence", Json.string(origin, "licence").or(() -> card.flatMap(ModelCard::licence)));
        write(out, "model_card", card.map(ModelCard::text));
    }

    static void writeOffered(JsonGenerator out, CatalogueVoice voice, boolean installed) throws IOException {
        out.writeStringField("name", voice.key());
        out.writeBooleanField("installed", installed);
        write(out, "language", Optional.of(voice.language().code()).filter(code -> !code.isEmpty()));
        write(out, "language_english", Optional.of(voice.language().englishName()).filter(name -> !name.isEmpty()));
        write(out, "language_native", Optional.of(voice.language().nativeName()).filter(name -> !name.isEmpty()));
        write(out, "country", Optional.of(voice.language().country()).filter(name -> !name.isEmpty()));
        write(out, "quality", Optional.of(voice.quality()).filter(quality -> !quality.isEmpty()));
        out.writeNumberField("speakers", voice.speakers());
        out.writeNumberField("bytes", voice.bytes());
        out.writeArrayFieldStart("aliases");
        for (String alias : voice.aliases()) {
            out.writeString(alias);
        }
        out.writeEndArray();
    }
}
