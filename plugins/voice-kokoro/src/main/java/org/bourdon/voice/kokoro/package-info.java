/** Kokoro's voices: one graph, and a style for each speaker in a file of their own. */
package org.bourdon.voice.kokoro;
