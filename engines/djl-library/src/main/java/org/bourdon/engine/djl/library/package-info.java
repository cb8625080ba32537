/** Loads PyTorch's native libraries for DJL. */
@Version("1.0.0")
package org.bourdon.engine.djl.library;

import org.osgi.annotation.versioning.Version;
