/** The native API, JSON-RPC 2.0 with binary audio, for any transport that carries text messages and bytes. */
@Export
@Version("1.0.0")
package org.bourdon.gateway.rpc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
