package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one kind of written thing aloud. */
@FunctionalInterface
interface Rule {

    Reading read(Place place);

    /**
     * A rule for what a pattern matches at the place. The pattern sees at most {@link Place#SIGHT} characters.
     *
     * @param spoken empty when it is not what it looks like
     */
    static Rule of(String pattern, BiFunction<Place, MatchResult, Optional<String>> spoken) {
        Pattern compiled = Pattern.compile(pattern);
        return place -> {
            Matcher matcher = compiled.matcher(place.text()).region(place.at(), place.horizon())
                    .useTransparentBounds(true).useAnchoringBounds(false);
            if (!matcher.lookingAt() || matcher.end() == place.at()) {
                return Reading.NONE;
            }
            int end = matcher.end();
            return spoken.apply(place, matcher.toMatchResult()).map(words -> new Reading(end, words)).orElse(Reading.NONE);
        };
    }

    /** The first of several that applies. */
    static Rule firstOf(List<Rule> rules) {
        List<Rule> ordered = List.copyOf(rules);
        return place -> {
            for (Rule rule : ordered) {
                Reading reading = rule.read(place);
                if (reading.applies()) {
                    return reading;
                }
            }
            return Reading.NONE;
        };
    }
}
