/** What an audio encoder implements: samples in, the bytes of a format out, as they come. */
@Export
@Version("1.0.0")
package org.bourdon.audio;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
