package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The bytes of an origin: its range, its reasons by name, a byte for the kind of place and that kind's numbers. */
final class OriginFormat {

    private OriginFormat() {}

    static void write(DataOutputStream data, Origin origin) throws IOException {
        data.writeInt(origin.start());
        data.writeInt(origin.end());
        data.writeByte(origin.concealments().size());
        for (Concealment reason : origin.concealments()) {
            data.writeUTF(reason.name());
        }
        switch (origin.place()) {
            case Place.Page page -> write(data, 1, page.page(), page.x(), page.y(), page.width(), page.height());
            case Place.Paragraph paragraph -> write(data, 2, paragraph.part(), paragraph.paragraph());
            case Place.Cell cell -> write(data, 3, cell.sheet(), cell.row(), cell.column());
            case Place.Slide slide -> write(data, 4, slide.slide(), slide.shape());
            case Place.Line line -> write(data, 5, line.line());
            case Place.Element element -> {
                data.writeByte(6);
                data.writeUTF(element.path());
            }
        }
    }

    private static void write(DataOutputStream data, int kind, int... numbers) throws IOException {
        data.writeByte(kind);
        for (int number : numbers) {
            data.writeInt(number);
        }
    }

    /** @throws IllegalArgumentException if a value is outside its range */
    static Origin read(DataInputStream data) throws IOException {
        int start = data.readInt();
        int end = data.readInt();
        Set<Concealment> reasons = reasons(data);
        Place place = switch (data.readByte()) {
            case 1 -> new Place.Page(data.readInt(), data.readInt(), data.readInt(), data.readInt(), data.readInt());
            case 2 -> new Place.Paragraph(data.readInt(), data.readInt());
            case 3 -> new Place.Cell(data.readInt(), data.readInt(), data.readInt());
            case 4 -> new Place.Slide(data.readInt(), data.readInt());
            case 5 -> new Place.Line(data.readInt());
            case 6 -> new Place.Element(data.readUTF());
            default -> throw new IllegalArgumentException("no such kind of place");
        };
        return new Origin(start, end, place, reasons);
    }

    private static Set<Concealment> reasons(DataInputStream data) throws IOException {
        int count = data.readByte();
        if (count == 0) {
            return Set.of();
        }
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        for (int i = 0; i < count; i++) {
            reasons.add(Concealment.valueOf(data.readUTF()));
        }
        return reasons;
    }
}
