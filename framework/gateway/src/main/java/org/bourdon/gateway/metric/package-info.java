/** Figures as monitoring systems read them. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
