/** Sessions of clients that bring their own audio, and the sinks that it is played through. */
@Export
@Version("1.0.0")
package org.bourdon.audio.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
