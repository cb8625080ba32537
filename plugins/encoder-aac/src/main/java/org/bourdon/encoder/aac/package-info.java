/** AAC by an ffmpeg found on the machine: a process for each stream, which ends with it. */
package org.bourdon.encoder.aac;
