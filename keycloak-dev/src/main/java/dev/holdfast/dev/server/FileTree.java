package dev.holdfast.dev.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories: copied, linked, removed. */
final class FileTree {

    private FileTree() {}

    /** Copies a directory; what is missing is left out. */
    static void copy(Path from, Path to) throws IOException {
        transfer(from, to, (source, target) -> Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES));
    }

    /** Makes a directory of hard links, which costs neither time nor space; copies where the disk cannot link. */
    static void link(Path from, Path to) throws IOException {
        transfer(from, to, (source, target) -> {
            try {
                Files.createLink(target, source);
            } catch (IOException | UnsupportedOperationException cannotLink) {
                Files.copy(source, target);
            }
        });
    }

    /** Removes a directory and all in it. */
    static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static void transfer(Path from, Path to, Transfer one) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                one.apply(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What to do with one file. */
    @FunctionalInterface
    private interface Transfer {
        void apply(Path source, Path target) throws IOException;
    }
}
