/** What every text front end passes. */
package org.bourdon.text.contract;
