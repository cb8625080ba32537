/** Inputs that no well-meant client would send, made by changing well-meant ones; the same from the same seed. */
package org.bourdon.itest.fuzz;
