/** Runs an engine's models in processes of their own, one a lane, behind the same interface. */
package org.bourdon.engine.worker;
