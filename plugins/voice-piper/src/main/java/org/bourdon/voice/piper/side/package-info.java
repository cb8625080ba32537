/** The side file of a Piper voice: what it says, and how it turns phonemes into ids. Copied privately into other formats that build on it. */
package org.bourdon.voice.piper.side;
