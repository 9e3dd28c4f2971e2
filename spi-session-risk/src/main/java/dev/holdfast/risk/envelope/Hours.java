package dev.holdfast.risk.envelope;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of a week in UTC.
 *
 * @param days the days on which they begin
 * @param fromMinute the first minute of the day
 * @param toMinute the minute after the last one; not after {@code fromMinute} for hours over midnight
 */
public record Hours(Set<DayOfWeek> days, int fromMinute, int toMinute) {

    private static final Pattern FORM = Pattern.compile(
            "(?:([A-Za-z]{3})(?:-([A-Za-z]{3}))? +)?([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
    private static final String DAYS = "MONTUEWEDTHUFRISATSUN";

    public Hours {
        days = Set.copyOf(days);
    }

    /**
     * Reads hours.
     *
     * @param text {@code [Mon-Fri ]HH:MM-HH:MM} or {@code [Mon ]HH:MM-HH:MM}, UTC; up to {@code 24:00}
     * @return the hours
     * @throws IllegalArgumentException if it has another form
     */
    public static Hours parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("hours: \"" + text + "\" is not [Mon-Fri ]HH:MM-HH:MM");
        }
        int to = minute(matcher.group(5), matcher.group(6));
        if (to > 24 * 60) {
            throw new IllegalArgumentException("hours: \"" + text + "\" ends after 24:00");
        }
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        if (matcher.group(1) != null) {
            DayOfWeek first = day(matcher.group(1));
            DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
            days.clear();
            for (DayOfWeek day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return new Hours(days, minute(matcher.group(3), matcher.group(4)), to);
    }

    /**
     * Whether an instant lies within.
     *
     * @param at the instant
     * @return true from the first minute up to, not including, the last
     */
    public boolean contains(Instant at) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        int minute = utc.getHour() * 60 + utc.getMinute();
        DayOfWeek today = utc.getDayOfWeek();
        if (fromMinute < toMinute) {
            return days.contains(today) && minute >= fromMinute && minute < toMinute;
        }
        return (days.contains(today) && minute >= fromMinute) || (days.contains(today.minus(1)) && minute < toMinute);
    }

    private static int minute(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private static DayOfWeek day(String name) {
        int index = DAYS.indexOf(name.toUpperCase(Locale.ROOT));
        if (index < 0 || index % 3 != 0) {
            throw new IllegalArgumentException("hours: \"" + name + "\" is no day");
        }
        return DayOfWeek.of(index / 3 + 1);
    }
}
