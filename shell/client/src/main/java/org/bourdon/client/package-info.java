/** The thin {@code bourdon} command: a short-lived JVM that asks the daemon over its socket. */
package org.bourdon.client;
