package dev.weir.ingest.layout;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Where in its document a stretch of text is. Numbers only, counted from 1 as people count, so that a place never carries
 * document text.
 */
public sealed interface Place {

    /** The place in one short phrase, such as {@code page 3 at 72,540 size 120x12}. */
    String describe();

    /**
     * A box on a page, in points of 1/72 inch from the upper left corner of what is shown of the page; of a picture file its
     * pictures are the pages, and the pixels the points.
     *
     * @param page from 1
     */
    record Page(int page, int x, int y, int width, int height) implements Place {
        public Page {
            requirePositive(page, "page");
        }

        @Override
        public String describe() {
            return "page " + page + " at " + x + "," + y + " size " + width + "x" + height;
        }
    }

    /**
     * A paragraph.
     *
     * @param part which part of the package has text, from 1, in the order in which they are read
     * @param paragraph from 1
     */
    record Paragraph(int part, int paragraph) implements Place {
        public Paragraph {
            requirePositive(part, "part");
            requirePositive(paragraph, "paragraph");
        }

        @Override
        public String describe() {
            return "part " + part + " paragraph " + paragraph;
        }
    }

    /** A cell; all from 1. */
    record Cell(int sheet, int row, int column) implements Place {
        public Cell {
            requirePositive(sheet, "sheet");
            requirePositive(row, "row");
            requirePositive(column, "column");
        }

        @Override
        public String describe() {
            return "sheet " + sheet + " row " + row + " column " + column;
        }
    }

    /**
     * A shape on a slide; both from 1.
     *
     * @param shape in the order in which shapes are drawn
     */
    record Slide(int slide, int shape) implements Place {
        public Slide {
            requirePositive(slide, "slide");
            requirePositive(shape, "shape");
        }

        @Override
        public String describe() {
            return "slide " + slide + " shape " + shape;
        }
    }

    /**
     * An element of a tree.
     *
     * @param path for each level from the root on, which child it is, from 1, as {@code 1/2/1}; at most 300 characters
     */
    record Element(String path) implements Place {
        private static final Pattern PATH = Pattern.compile("[1-9][0-9]{0,8}(?:/[1-9][0-9]{0,8})*+");
        private static final int MAX_LENGTH = 300;

        /** @throws IllegalArgumentException if the path is longer than 300 characters or not one of numbers */
        public Element {
            requireNonNull(path, "path is null");
            if (path.length() > MAX_LENGTH || !PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("path must be 1/2/3, at most " + MAX_LENGTH + " characters");
            }
        }

        @Override
        public String describe() {
            return "element " + path;
        }
    }

    /** A line of a text file, from 1. */
    record Line(int line) implements Place {
        public Line {
            requirePositive(line, "line");
        }

        @Override
        public String describe() {
            return "line " + line;
        }
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, got " + value);
        }
    }
}
