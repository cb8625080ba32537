/**
 * Opus in Ogg, in plain Java: sound is brought to a rate that Opus knows ({@code Resampler}), encoded by Concentus
 * ({@code OpusOggEncoder}) and laid into pages ({@code OggPages}).
 */
package org.bourdon.encoder.opus;
