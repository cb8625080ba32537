package org.bourdon.config.internal;

import java.io.IOException;
import java.util.Dictionary;

import org.osgi.service.cm.ConfigurationAdmin;

/** Configuration Admin, which tells the components. */
final class AdminStore implements Store {

    /** For a bundle that may be replaced by another one. */
    private static final String ANY_BUNDLE = "?";

    private final ConfigurationAdmin admin;

    AdminStore(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void put(String pid, Dictionary<String, Object> values) throws IOException {
        admin.getConfiguration(pid, ANY_BUNDLE).update(values);
    }

    @Override
    public void remove(String pid) throws IOException {
        admin.getConfiguration(pid, ANY_BUNDLE).delete();
    }
}
