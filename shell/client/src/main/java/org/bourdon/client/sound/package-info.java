/** Where the sound goes: a file, a pipe, a player. */
package org.bourdon.client.sound;
