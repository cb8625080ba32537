/** What the parts of the daemon measure, in a form that any protocol can show. */
@Export
@Version("1.0.0")
package org.bourdon.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
