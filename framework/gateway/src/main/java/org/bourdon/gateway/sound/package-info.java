/** The formats that sound can leave in: plain samples and WAV, and what the encoder bundles bring. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.sound;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
