package org.bourdon.text.english.normal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers with a percent sign or a unit, and ranges of numbers with or without one. */
final class Measures {

    /** Symbol, one, many; the symbols are looked up as they are written. */
    private static final String UNITS = """
            km/h|kilometer per hour|kilometers per hour
            km|kilometer|kilometers
            m/s|meter per second|meters per second
            cm|centimeter|centimeters
            mm|millimeter|millimeters
            µm|micrometer|micrometers
            nm|nanometer|nanometers
            m|meter|meters
            km²|square kilometer|square kilometers
            m²|square meter|square meters
            m³|cubic meter|cubic meters
            cm²|square centimeter|square centimeters
            cm³|cubic centimeter|cubic centimeters
            ft²|square foot|square feet
            mi|mile|miles
            mph|mile per hour|miles per hour
            ft|foot|feet
            yd|yard|yards
            kg|kilogram|kilograms
            g|gram|grams
            mg|milligram|milligrams
            µg|microgram|micrograms
            lb|pound|pounds
            lbs|pound|pounds
            oz|ounce|ounces
            l|liter|liters
            L|liter|liters
            ml|milliliter|milliliters
            mL|milliliter|milliliters
            cl|centiliter|centiliters
            °C|degree Celsius|degrees Celsius
            °F|degree Fahrenheit|degrees Fahrenheit
            °|degree|degrees
            h|hour|hours
            hr|hour|hours
            hrs|hour|hours
            min|minute|minutes
            mins|minute|minutes
            sec|second|seconds
            secs|second|seconds
            s|second|seconds
            ms|millisecond|milliseconds
            µs|microsecond|microseconds
            ns|nanosecond|nanoseconds
            Hz|hertz|hertz
            kHz|kilohertz|kilohertz
            MHz|megahertz|megahertz
            GHz|gigahertz|gigahertz
            KB|kilobyte|kilobytes
            kB|kilobyte|kilobytes
            MB|megabyte|megabytes
            GB|gigabyte|gigabytes
            TB|terabyte|terabytes
            PB|petabyte|petabytes
            KiB|kibibyte|kibibytes
            MiB|mebibyte|mebibytes
            GiB|gibibyte|gibibytes
            MB/s|megabyte per second|megabytes per second
            GB/s|gigabyte per second|gigabytes per second
            kbps|kilobit per second|kilobits per second
            kbit/s|kilobit per second|kilobits per second
            Mbps|megabit per second|megabits per second
            Mbit/s|megabit per second|megabits per second
            Gbps|gigabit per second|gigabits per second
            fps|frame per second|frames per second
            rpm|revolution per minute|revolutions per minute
            dB|decibel|decibels
            W|watt|watts
            kW|kilowatt|kilowatts
            MW|megawatt|megawatts
            kWh|kilowatt hour|kilowatt hours
            V|volt|volts
            mA|milliampere|milliamperes
            mAh|milliampere hour|milliampere hours
            kPa|kilopascal|kilopascals
            hPa|hectopascal|hectopascals
            psi|pound per square inch|pounds per square inch
            kcal|kilocalorie|kilocalories
            px|pixel|pixels
            pt|point|points
            %|percent|percent
            ‰|per mille|per mille
            """;

    private record Unit(String one, String many) {
    }

    private static final Map<String, Unit> BY_SYMBOL = units();
    private static final String SYMBOL = "(" + BY_SYMBOL.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"))
            + ")(?![\\p{L}\\d²³/])";
    private static final String NUMBER = "(" + Numbers.NUMBER + ")";

    private final SpellOut say;

    Measures(SpellOut say) {
        this.say = say;
    }

    List<Rule> rules() {
        return List.of(
                Rule.of("(" + Numbers.YEAR + ") ?[–-] ?(" + Numbers.YEAR + "|\\d\\d)(?![\\w-]|[.,]\\d)", (place, m) -> years(m.group(1), m.group(2))),
                Rule.of("(" + Numbers.NUMBER + ")(?: ?[–—] ?|-)(" + Numbers.NUMBER + ")(?: ?" + SYMBOL + ")?(?![\\w-]|\\.\\d)", (place, m) ->
                        Optional.of(say.number(m.group(1)) + " to " + say.number(m.group(2)) + unit(m.group(3), ""))),
                Rule.of(NUMBER + " ?" + SYMBOL, (place, m) -> Optional.of(say.number(m.group(1)) + unit(m.group(2), m.group(1)))));
    }

    private Optional<String> years(String from, String to) {
        if (to.length() == 2) {
            return Integer.parseInt(to) <= Integer.parseInt(from.substring(2)) ? Optional.empty()
                    : Optional.of(say.year(from) + " to " + (to.startsWith("0") ? "oh " + say.cardinal(to.substring(1)) : say.cardinal(to)));
        }
        return Optional.of(say.year(from) + " to " + say.year(to));
    }

    private static String unit(String symbol, String number) {
        if (symbol == null) {
            return "";
        }
        Unit unit = BY_SYMBOL.get(symbol);
        return " " + (number.equals("1") ? unit.one() : unit.many());
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        UNITS.lines().map(line -> line.split("\\|")).forEach(field -> units.put(field[0], new Unit(field[1], field[2])));
        return units;
    }
}
