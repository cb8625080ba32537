/** Audio sessions as JSON, the same in every protocol of ours. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
