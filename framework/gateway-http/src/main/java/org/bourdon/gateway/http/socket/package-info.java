/** What answers WebSocket connections, found by path. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.http.socket;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
