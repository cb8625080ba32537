/** What a voice format implements: sentences in, PCM out, a step at a time. */
@Export
@Version("1.2.0")
package org.bourdon.voice;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
