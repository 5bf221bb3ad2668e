package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Place;

/** A row and a column of a sheet, from 1. */
record CellName(int row, int column) {

    private static final int MAX_ROW = 1_048_576;
    private static final int MAX_COLUMN = 16_384;

    /** Of a name such as {@code B7}; the first cell of a range. What is no name is the first cell. */
    static CellName of(String name) {
        int column = 0;
        int row = 0;
        for (int i = 0; i < Math.min(name.length(), 16); i++) {
            char unit = name.charAt(i);
            if (unit >= 'A' && unit <= 'Z' && row == 0) {
                column = column * 26 + unit - 'A' + 1;
            } else if (unit >= '0' && unit <= '9') {
                row = row * 10 + unit - '0';
            } else if (unit != '$') {
                break;
            }
            if (column > MAX_COLUMN || row > MAX_ROW) {
                return new CellName(1, 1);
            }
        }
        return new CellName(Math.max(1, row), Math.max(1, column));
    }

    Place place(int sheet) {
        return new Place.Cell(sheet, row, column);
    }
}
