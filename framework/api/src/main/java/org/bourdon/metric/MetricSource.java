package org.bourdon.metric;

import java.util.List;

import org.osgi.annotation.versioning.ConsumerType;

/** Something with figures to show; registered as a service by whatever measures. */
@ConsumerType
public interface MetricSource {

    /**
     * Its figures at this moment, at once, from published state; on any thread. Two sources may give points of one family, under the same
     * kind and help.
     */
    List<MetricFamily> metrics();
}
