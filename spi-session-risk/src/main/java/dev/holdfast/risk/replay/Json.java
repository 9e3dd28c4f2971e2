package dev.holdfast.risk.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads values of a record; whatever has the wrong type is refused by name. */
final class Json {

    private Json() {}

    static String text(JsonParser in, String member) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidRecord(member + " is not a string");
        }
        return in.getText();
    }

    static Instant instant(JsonParser in, String member) throws IOException {
        return instant(text(in, member), member);
    }

    static Instant instant(String text, String member) {
        if (text.length() == 24 && text.charAt(23) == 'Z' && text.charAt(10) == 'T' && text.charAt(19) == '.') {
            return millis(text, member);
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidRecord(member + " is not an RFC 3339 instant");
        }
    }

    /** The usual form, {@code 2026-11-20T00:00:00.000Z}, by hand: there are two in each line. */
    private static Instant millis(String text, String member) {
        int year = digits(text, 0, 4, member);
        int month = digits(text, 5, 7, member);
        int day = digits(text, 8, 10, member);
        int hour = digits(text, 11, 13, member);
        int minute = digits(text, 14, 16, member);
        int second = digits(text, 17, 19, member);
        if (text.charAt(4) != '-' || text.charAt(7) != '-' || hour > 23 || minute > 59 || second > 59) {
            throw new InvalidRecord(member + " is not an RFC 3339 instant");
        }
        try {
            long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
            return Instant.ofEpochSecond(seconds, digits(text, 20, 23, member) * 1_000_000L);
        } catch (DateTimeException e) {
            throw new InvalidRecord(member + " is not an RFC 3339 instant");
        }
    }

    private static int digits(String text, int from, int to, String member) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new InvalidRecord(member + " is not an RFC 3339 instant");
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    static long integer(JsonParser in, String member) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                && in.getDoubleValue() == Math.rint(in.getDoubleValue())) {
            return (long) in.getDoubleValue();
        }
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new InvalidRecord(member + " is not an integer");
        }
        return in.getLongValue();
    }

    static double number(JsonParser in, String member) throws IOException {
        if (!in.currentToken().isNumeric()) {
            throw new InvalidRecord(member + " is not a number");
        }
        return in.getDoubleValue();
    }

    static List<String> texts(JsonParser in, String member) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidRecord(member + " is not an array of strings");
        }
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(in, member));
        }
        return texts;
    }
}
