/** What an inference engine implements: it opens models and runs them, on threads that it never chooses. */
@Export
@Version("1.2.0")
package org.bourdon.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
