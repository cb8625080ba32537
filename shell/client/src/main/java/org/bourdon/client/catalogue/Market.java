package org.bourdon.client.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Where voices come from and where they go, as the options and the environment say. */
final class Market {

    static final String VARIABLE = "BOURDON_CATALOGUE";
    private static final String OPTION = "--catalogue";

    private final Surroundings here;
    private final URI catalogue;

    private Market(Surroundings here, URI catalogue) {
        this.here = here;
        this.catalogue = catalogue;
    }

    static OptionSpec option() {
        return ClientCommand.value(String.class, "URL", "The catalogue's address; " + VARIABLE + " if not given, else that of the public Piper voices.", OPTION);
    }

    static Market of(Surroundings here, ParseResult given) throws ClientException {
        Optional<String> asked = given.commandSpec().findOption(OPTION) == null ? Optional.empty() : ClientCommand.value(given, OPTION);
        String named = asked.orElse(here.variables().getOrDefault(VARIABLE, ""));
        try {
            URI address = named.isEmpty() && asked.isEmpty() ? CatalogueStore.PUBLIC : URI.create(named);
            if (!isHttp(address)) {
                throw new IllegalArgumentException();
            }
            return new Market(here, URI.create(address.toASCIIString()));
        } catch (IllegalArgumentException e) {
            throw new ClientException(ExitCode.USAGE, "'" + named + "' is not the address of a catalogue, such as " + CatalogueStore.PUBLIC, e);
        }
    }

    static boolean isHttp(URI address) {
        return address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }

    URI catalogue() {
        return catalogue;
    }

    Web web() {
        return new Web(here.variables(), here.interruption(), Patience.USUAL);
    }

    CatalogueStore store(Web web) {
        return new CatalogueStore(catalogue, here.home().cache().resolve("catalogue"), web, this::notice);
    }

    VoicesFolder voices() {
        return voicesOf(here);
    }

    static VoicesFolder voicesOf(Surroundings here) {
        Path shipped = Path.of(System.getProperty("bourdon.distribution", ".")).resolve("voices");
        return new VoicesFolder(here.home().voices(), shipped, here.interruption());
    }

    Workbench bench(Web web, Consumer<String> say) {
        return new Workbench(voices(), here.home().cache().resolve("downloads"), web, Disk.REAL, here.progress(), say);
    }

    /** Something that is not as usual; it belongs to nobody's output. */
    private void notice(String text) {
        here.err().println("bourdon: " + SafeName.plain(text).replaceAll("\\s*\\R\\s*", " "));
    }
}
