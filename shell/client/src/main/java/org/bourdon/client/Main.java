package org.bourdon.client;

/** Where the {@code bourdon} script comes in. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = surroundings();
        int code = new Client(surroundings).run(arguments);
        surroundings.interruption().over();
        if (surroundings.interruption().hasHappened()) {
            // The JVM is on its way out already, with the exit code of the signal.
            System.exit(code);
        }
        // Everything is written and closed; an orderly exit would first look for a logger to tell.
        Runtime.getRuntime().halt(code);
    }

    static Surroundings surroundings() {
        Surroundings surroundings = Surroundings.ofProcess();
        surroundings.interruption().watchSignals();
        return surroundings;
    }
}
