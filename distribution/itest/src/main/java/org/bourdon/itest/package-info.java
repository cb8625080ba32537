/** How tests and benchmarks meet a real daemon: as a process, over its socket, through its command line. */
package org.bourdon.itest;
