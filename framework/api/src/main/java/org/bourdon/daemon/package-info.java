/** What the daemon says of itself, and where its files lie. */
@Export
@Version("1.3.0")
package org.bourdon.daemon;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
