/** Many clients at once, honest and other ones, and what they found. */
package org.bourdon.client.stress;
