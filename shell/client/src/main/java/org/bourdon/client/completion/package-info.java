/** Scripts with which a shell completes commands and options, made from the description of the commands themselves. */
package org.bourdon.client.completion;
