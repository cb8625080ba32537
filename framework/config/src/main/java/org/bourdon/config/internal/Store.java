package org.bourdon.config.internal;

import java.io.IOException;
import java.util.Dictionary;

/** Where checked configurations go. */
interface Store {

    void put(String pid, Dictionary<String, Object> values) throws IOException;

    void remove(String pid) throws IOException;
}
