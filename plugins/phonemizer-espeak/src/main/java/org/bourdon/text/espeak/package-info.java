/** The languages that espeak-ng speaks, through the espeak-ng that the user has installed. */
package org.bourdon.text.espeak;
