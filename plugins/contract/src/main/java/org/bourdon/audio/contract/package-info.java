/** What every audio encoder passes, and an independent decoder to judge it. */
package org.bourdon.audio.contract;
