package org.bourdon.model;

/** What has become of a voice's models. */
public enum ModelState {
    /** Open on a lane. */
    LOADED,
    /** Being opened and checked, and nothing serves until that is done. */
    LOADING,
    /** Not open; the next request, load or lease opens it. */
    UNLOADED,
    /** Cannot be used, and no earlier version is there to serve instead. */
    REJECTED
}
