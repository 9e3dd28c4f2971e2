package dev.holdfast.dev.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;

/** Prints the timeline: a number and a title for each step, below it what happened and how long it took. */
public final class Narrator {

    private static final int WIDTH = 74;

    private final PrintStream out;
    private final boolean colours;
    private final boolean unicode;

    /** Prints with or without colours, with signs beyond ASCII or with the nearest within. */
    Narrator(PrintStream out, boolean colours, boolean unicode) {
        this.out = out;
        this.colours = colours;
        this.unicode = unicode;
    }

    /** Prints to the standard output as it deserves: colours only on a terminal and unless {@code NO_COLOR} is set. */
    public static Narrator ofThisTerminal() {
        boolean wanted = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        String encoding = System.getProperty(
                "stdout.encoding",
                System.getProperty(
                        "sun.stdout.encoding", Charset.defaultCharset().name()));
        boolean unicode = Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode('✓');
        return new Narrator(System.out, wanted && isTerminal(), unicode);
    }

    /** A title for all. */
    public void title(String text) {
        line("");
        line(paint("1", text));
    }

    /** Begins a step. */
    public void step(int number, String text) {
        line("");
        line(paint("1;36", String.format(Locale.ROOT, "%2d  %s", number, text)));
    }

    /** Something went as it should. */
    public void done(String text) {
        line("    " + paint("32", "✓") + " " + text);
    }

    /** Something went as it should, and how fast matters. */
    public void done(String text, Duration took) {
        String padded = text.length() < WIDTH ? text + " ".repeat(WIDTH - text.length()) : text;
        line("    " + paint("32", "✓") + " " + padded + paint("33", milliseconds(took)));
    }

    /** Something went wrong. */
    public void failed(String text) {
        line("    " + paint("1;31", "✗") + " " + text);
    }

    /** A word beside. */
    public void note(String text) {
        line("      " + paint("2", text));
    }

    /** A line as it is. */
    public void line(String text) {
        out.println(unicode ? text : plain(text));
        out.flush();
    }

    /** {@code 12.3 ms}; below zero for something that came before what it is measured from. */
    static String milliseconds(Duration took) {
        return String.format(Locale.ROOT, "%8.1f ms", took.toNanos() / 1e6);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String plain(String text) {
        return text.replace("✓", "+")
                .replace("✗", "x")
                .replace("…", "...")
                .replace("→", "->")
                .replace("≤", "<=")
                .replace("–", "-");
    }

    @SuppressWarnings("SystemConsoleNull") // It is null before 22, and later asked whether it is a terminal.
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since 22 there is always a console, and it says itself whether it is one.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
