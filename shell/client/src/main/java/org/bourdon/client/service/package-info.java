/** Hands the daemon to the service manager of the system: units for systemd, an agent for launchd. */
package org.bourdon.client.service;
