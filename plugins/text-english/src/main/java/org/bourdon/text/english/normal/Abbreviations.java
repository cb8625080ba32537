package org.bourdon.text.english.normal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Abbreviations with a full stop, and what they stand for. */
public final class Abbreviations {

    /** What stands before a name or a number: no sentence ends behind it. */
    private static final Map<String, String> LEADING = table("""
            dr=Doctor mr=Mister mrs=Missus ms=Miz mx=Mix prof=Professor rev=Reverend gen=General col=Colonel sgt=Sergeant lt=Lieutenant
            capt=Captain cpt=Captain cmdr=Commander adm=Admiral maj=Major hon=Honorable sen=Senator rep=Representative gov=Governor
            pres=President mt=Mount ft=Fort vs=versus cf=compare approx=approximately ca=circa viz=namely fig=figure figs=figures
            vol=volume vols=volumes eq=equation ed=editor eds=editors ch=chapter resp=respectively""");
    /** What may as well stand at a sentence's end. */
    private static final Map<String, String> CLOSING = table("""
            etc=et_cetera inc=Incorporated ltd=Limited co=Company corp=Corporation jr=Junior sr=Senior bros=Brothers dept=department
            ave=Avenue rd=Road blvd=Boulevard ln=Lane hwy=Highway sq=Square apt=apartment est=established misc=miscellaneous govt=government
            univ=University assn=Association al=al max=maximum min=minimum avg=average tel=telephone ext=extension encl=enclosed
            jan=January feb=February mar=March apr=April jun=June jul=July aug=August sep=September sept=September oct=October
            nov=November dec=December mon=Monday tue=Tuesday tues=Tuesday wed=Wednesday thu=Thursday thur=Thursday thurs=Thursday
            fri=Friday sat=Saturday sun=Sunday st=Street""");
    /** These are words of their own, so that a full stop behind them means an abbreviation only before the right thing. */
    private static final Set<String> ALSO_WORDS = Set.of("mar", "sat", "sun", "wed", "max", "min", "gen", "hon", "fig", "ed", "ch", "rep",
            "ft", "mt", "ms", "est", "ext", "pres", "sen");
    private static final Map<String, String> BEFORE_A_NUMBER =
            table("no=number nos=numbers p=page pp=pages fig=figure figs=figures vol=volume ch=chapter sec=section art=article eq=equation");
    private static final Map<String, String> DOTTED = table("""
            e.g=for_example i.e=that_is a.m=A_M p.m=P_M ph.d=P_H_D a.k.a=also_known_as b.c=B_C a.d=A_D n.b=note_well p.s=P_S r.i.p=R_I_P""");

    /** Shorter ones may be initials or dotted. */
    private static final int SHORTEST_PLAIN = 3;

    private Abbreviations() {
    }

    /** Whether a word in lower case, with a full stop behind it, announces a name, a number or an explanation. */
    public static boolean leads(String word) {
        return LEADING.containsKey(word) || word.equals("e.g") || word.equals("i.e");
    }

    /** Whether a word in lower case, with a full stop behind it, is an abbreviation that may also end its sentence. */
    public static boolean mayClose(String word) {
        return CLOSING.containsKey(word);
    }

    /** Whether it is one only before a number: "No. 5". */
    public static boolean leadsToANumber(String word) {
        return BEFORE_A_NUMBER.containsKey(word);
    }

    /** Whether what stands before a full stop, in lower case, may be an abbreviation. */
    static boolean mayBe(String word) {
        return word.length() < SHORTEST_PLAIN || LEADING.containsKey(word) || CLOSING.containsKey(word) || BEFORE_A_NUMBER.containsKey(word);
    }

    static List<Rule> rules() {
        return List.of(
                Rule.of("([A-Za-z]+)\\.? ?(?=#?\\d)", (place, m) -> Optional.ofNullable(BEFORE_A_NUMBER.get(m.group(1).toLowerCase(Locale.ROOT)))
                        .filter(words -> m.group().length() > m.group(1).length() && (m.group().contains(".") || m.group(1).equals("No")))),
                Rule.of("(?:[A-Za-z]{1,2}\\.){2,8}[A-Za-z]?(?![A-Za-z])\\.?", (place, m) -> dotted(place, m.group(), m.end())),
                Rule.of("([A-Z])\\.(?= [A-Z])", (place, m) -> Optional.of(m.group(1))),
                Rule.of("St\\.?(?=[ ,;:!?)]|$)", (place, m) -> Optional.of(saint(place, m.end()) ? "Saint" : "Street")
                        .filter(word -> m.group().endsWith("."))),
                Rule.of("([A-Za-z]{2,6})\\.", (place, m) -> expanded(place, m.group(1), m.end())),
                Rule.of("(Dr|Mr|Mrs|Ms|Prof|vs)(?![\\w'])", (place, m) -> Optional.of(LEADING.get(m.group(1).toLowerCase(Locale.ROOT)))),
                Rule.of("w/o(?!\\w)", (place, m) -> Optional.of("without")),
                Rule.of("w/(?= ?\\w)", (place, m) -> Optional.of("with")),
                Rule.of("and/or(?!\\w)", (place, m) -> Optional.of("and or")));
    }

    private static Optional<String> dotted(Place place, String written, int end) {
        String bare = (written.endsWith(".") ? written.substring(0, written.length() - 1) : written);
        String meaning = DOTTED.get(bare.toLowerCase(Locale.ROOT));
        boolean initials = bare.chars().filter(c -> c == '.').count() * 2 + 1 == bare.length();
        if (meaning == null && !initials) {
            return Optional.empty();
        }
        String words = meaning == null ? Acronyms.letters(bare.replace(".", "")) : meaning;
        return Optional.of(place.endsAt(end) ? words + "." : words);
    }

    /** "St. John" and "St. Louis", but "Baker St." */
    private static boolean saint(Place place, int end) {
        String next = place.wordAfter(end);
        boolean nameFollows = !next.isEmpty() && Character.isUpperCase(next.charAt(0));
        boolean nameBefore = !place.previous().isEmpty() && Character.isUpperCase(place.previous().charAt(0));
        return nameFollows && !nameBefore;
    }

    private static Optional<String> expanded(Place place, String word, int end) {
        String key = word.toLowerCase(Locale.ROOT);
        String words = LEADING.getOrDefault(key, CLOSING.get(key));
        if (words == null || key.equals("st")) {
            return Optional.empty();
        }
        String next = place.wordAfter(end);
        if (ALSO_WORDS.contains(key) && (place.endsAt(end) || next.isEmpty() || !Character.isUpperCase(word.charAt(0)))) {
            return Optional.empty();
        }
        return Optional.of(place.endsAt(end) ? words + "." : words);
    }

    private static Map<String, String> table(String entries) {
        Map<String, String> table = new HashMap<>();
        for (String entry : entries.split("\\s+")) {
            int equals = entry.indexOf('=');
            table.put(entry.substring(0, equals), entry.substring(equals + 1).replace('_', ' '));
        }
        return Map.copyOf(table);
    }
}
