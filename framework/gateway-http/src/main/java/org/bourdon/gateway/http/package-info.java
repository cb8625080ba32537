/** What answers HTTP requests: endpoints, found by method and path. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
