/** The daemon beside the bare engine, in the same run on the same machine, so that ratios mean something where figures drift. */
package org.bourdon.benchmarks;
