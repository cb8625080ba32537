/** The one exception of the project and the codes it carries. */
@Export
@Version("1.1.0")
package org.bourdon.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
