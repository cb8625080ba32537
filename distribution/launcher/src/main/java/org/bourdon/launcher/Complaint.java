package org.bourdon.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** One line for a person about a bundle that does not start. */
final class Complaint {

    private Complaint() {
    }

    static String of(Bundle bundle, BundleException failure) {
        String name = bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
        if (failure.getType() == BundleException.RESOLVE_ERROR) {
            return name + " cannot be resolved: " + oneLine(failure.getMessage());
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return name + " does not start: " + oneLine(cause == failure ? failure.getMessage() : cause.toString());
    }

    private static String oneLine(String message) {
        return message == null ? "no reason given" : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
