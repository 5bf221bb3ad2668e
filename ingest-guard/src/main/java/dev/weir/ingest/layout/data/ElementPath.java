package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Place;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where in a tree a reader stands, from child to child. */
final class ElementPath {

    private static final int MAX_LENGTH = 290;

    private static final class Level {
        private final String path;
        private int children;

        Level(String path) {
            this.path = path;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();

    ElementPath() {
        levels.push(new Level(""));
    }

    int depth() {
        return levels.size() - 1;
    }

    /** Goes down to the next child; below a long path the place is that of the outer element. */
    void enter() {
        Level outer = levels.element();
        outer.children++;
        levels.push(new Level(child(outer)));
    }

    void leave() {
        levels.pop();
    }

    /** The element in which the reader stands. */
    Place.Element here() {
        String path = levels.element().path;
        return new Place.Element(path.isEmpty() ? "1" : path);
    }

    /** The next child, which has none of its own. */
    Place next() {
        Level outer = levels.element();
        outer.children++;
        return new Place.Element(child(outer));
    }

    private static String child(Level outer) {
        String number = Integer.toString(outer.children);
        String path = outer.path.isEmpty() ? number : outer.path + '/' + number;
        return path.length() > MAX_LENGTH ? outer.path : path;
    }
}
