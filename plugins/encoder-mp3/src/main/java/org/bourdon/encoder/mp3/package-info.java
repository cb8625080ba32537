/** MP3 by the Java port of LAME, which lies in this bundle as a jar of its own. */
package org.bourdon.encoder.mp3;
