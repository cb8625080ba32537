/** What passes between the daemon and an engine's process: frames over a unix socket, all lengths bounded and checked. */
package org.bourdon.engine.worker.wire;
