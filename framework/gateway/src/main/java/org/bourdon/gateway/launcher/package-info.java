/** Audio sessions in the messages that launcher extensions speak, for any transport that carries text. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.launcher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
