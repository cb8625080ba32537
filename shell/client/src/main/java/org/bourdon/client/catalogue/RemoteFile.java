package org.bourdon.client.catalogue;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a voice, elsewhere.
 *
 * @param name     what it is called in the voice's folder
 * @param bytes    how many it has, where somebody said so
 * @param digest   of its content, where somebody said so
 * @param needless whether the voice speaks without it
 */
record RemoteFile(String name, URI address, OptionalLong bytes, Optional<Digest> digest, boolean needless) {
}
