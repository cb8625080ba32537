package org.bourdon.client;

/** Where the {@code bourdon} script comes in. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        surroundings.interruption().watchSignals();
        int code = new Client(surroundings).run(arguments);
        surroundings.interruption().over();
        System.exit(code);
    }
}
