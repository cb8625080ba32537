package org.bourdon.client.catalogue;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.bourdon.client.Progress;

/**
 * What is needed to bring a voice.
 *
 * @param downloads where files that are coming lie
 * @param say       to a person: what is going on
 */
record Workbench(VoicesFolder voices, Path downloads, Web web, Disk disk, Progress progress, Consumer<String> say) {
}
