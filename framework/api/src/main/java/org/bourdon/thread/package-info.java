/** Threads for work that somebody waits for. */
@Export
@Version("1.0.0")
package org.bourdon.thread;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
