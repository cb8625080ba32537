package org.bourdon.voice.kokoro;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * A speaker, or a mixture of some: {@code af_heart}, or {@code af_heart(2)+af_sky(1)}, which is two parts of one and one of the other.
 *
 * @param parts never empty; their shares sum up to 1
 */
record Blend(List<Part> parts) {

    /** @param share of the whole, above 0 */
    record Part(String speaker, double share) {
    }

    private static final int MOST = 16;
    private static final int LONGEST = 1_000;
    private static final double HEAVIEST = 1_000;
    private static final int NAMES_SHOWN = 100;
    private static final Pattern PART = Pattern.compile("([^()+]{1,100})(?:\\(([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\))?");

    /**
     * @param speakers those there are, in the order of their numbers
     * @throws BourdonException INVALID_REQUEST when it is no blend; VOICE_NOT_FOUND when one of them is not there
     */
    static Blend parse(String text, String voice, List<String> speakers) throws BourdonException {
        String[] written = text.length() > LONGEST ? new String[0] : text.split("\\+", -1);
        List<Part> weighed = new ArrayList<>();
        double sum = 0;
        for (String part : written) {
            Matcher matcher = PART.matcher(part.strip());
            double weight = !matcher.matches() ? -1 : matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2));
            if (!(weight > 0 && weight <= HEAVIEST) || weighed.size() == MOST) {
                throw malformed(text, voice);
            }
            weighed.add(new Part(known(matcher.group(1).strip(), voice, speakers), weight));
            sum += weight;
        }
        if (weighed.isEmpty()) {
            throw malformed(text, voice);
        }
        double whole = sum;
        return new Blend(weighed.stream().map(part -> new Part(part.speaker(), part.share() / whole)).toList());
    }

    private static String known(String name, String voice, List<String> speakers) throws BourdonException {
        if (speakers.contains(name)) {
            return name;
        }
        if (name.matches("[0-9]{1,6}") && Integer.parseInt(name) < speakers.size()) {
            return speakers.get(Integer.parseInt(name));
        }
        String known = String.join(", ", speakers.subList(0, Math.min(NAMES_SHOWN, speakers.size())));
        throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "voice " + voice + " has no speaker '" + name + "'; it has " + known
                + ", and blends of them such as " + speakers.getFirst() + "(2)+" + speakers.getLast() + "(1)");
    }

    private static BourdonException malformed(String text, String voice) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new BourdonException(ErrorCode.INVALID_REQUEST, "'" + shown + "' is no speaker of voice " + voice
                + "; a name, or up to " + MOST + " names with weights above 0 to " + (int) HEAVIEST + " such as af_heart(2)+af_sky(1), is valid");
    }
}
