package org.bourdon.model;

/**
 * The resident memory of the process around a load or an unload, in bytes; 0 where the system does not tell. Whatever else happened
 * meanwhile is in it.
 */
public record ModelMemory(long beforeBytes, long afterBytes) {
}
