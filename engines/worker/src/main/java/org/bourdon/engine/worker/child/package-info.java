/** What runs in an engine's process: one thread that makes every call on the engine, and one that hears whether to stop. */
package org.bourdon.engine.worker.child;
