/** Models: the life of those that voices speak with, and running one that is not a voice on the lane that owns it. */
@Export
@Version("1.1.0")
package org.bourdon.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
