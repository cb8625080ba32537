/** Loads ONNX Runtime's native libraries. */
@Version("1.0.0")
package org.bourdon.engine.onnx.library;

import org.osgi.annotation.versioning.Version;
