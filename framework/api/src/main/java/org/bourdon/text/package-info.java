/** What a language's text front end implements: written text in, sentences of phonemes out. */
@Export
@Version("1.1.0")
package org.bourdon.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
