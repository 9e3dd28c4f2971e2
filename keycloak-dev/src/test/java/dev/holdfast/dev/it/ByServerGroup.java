package dev.holdfast.dev.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Runs test classes that share servers one after the other: only two servers live at a time, and each start costs half a
 * minute.
 */
public final class ByServerGroup implements ClassOrderer {

    /** Servers that are alive together. */
    public enum Group {
        /** {@link OptionSet#DEFAULT} and {@link OptionSet#STOCK}; what holds where nothing is said. */
        PLAIN,
        /** {@link OptionSet#MTLS} and {@link OptionSet#STOCK_MTLS}. */
        TLS,
        /** {@link OptionSet#WITHOUT_SSF}. */
        WITHOUT_SSF,
        /** {@link OptionSet#PROXIED_ELSEWHERE} and {@link OptionSet#PROXIED_BY_ANYBODY}. */
        PROXIED
    }

    /** Says which servers a test class needs. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Needs {

        /** The group. */
        Group value();
    }

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(ByServerGroup::group)
                        .thenComparing(descriptor -> descriptor.getTestClass().getName()));
    }

    private static Group group(ClassDescriptor descriptor) {
        return descriptor.findAnnotation(Needs.class).map(Needs::value).orElse(Group.PLAIN);
    }
}
