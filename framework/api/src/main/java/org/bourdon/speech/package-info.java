/** What a protocol adapter calls: sessions, requests and the stream of events that answers a request. */
@Export
@Version("1.2.0")
package org.bourdon.speech;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
