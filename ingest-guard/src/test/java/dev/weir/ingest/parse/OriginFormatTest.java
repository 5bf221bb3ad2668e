package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OriginFormatTest {

    @Property
    void readWhenWrittenThenTheSame(@ForAll("origins") Origin origin) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OriginFormat.write(new DataOutputStream(bytes), origin);
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(OriginFormat.read(data)).isEqualTo(origin);
        assertThat(data.available()).isZero();
    }

    @Provide
    static Arbitrary<Origin> origins() {
        Arbitrary<Integer> any = Arbitraries.integers().between(-20_000, 20_000);
        Arbitrary<Integer> number = Arbitraries.integers().between(1, Integer.MAX_VALUE);
        Arbitrary<Place> place = Arbitraries.oneOf(
                Combinators.combine(number, any, any, any, any).as(Place.Page::new),
                Combinators.combine(number, number).as(Place.Paragraph::new),
                Combinators.combine(number, number, number).as(Place.Cell::new),
                Combinators.combine(number, number).as(Place.Slide::new),
                number.map(Place.Line::new),
                Arbitraries.integers()
                        .between(1, 99)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(50)
                        .map(path -> new Place.Element(String.join(
                                "/", path.stream().map(String::valueOf).toList()))));
        Arbitrary<Set<Concealment>> reasons = Arbitraries.of(Concealment.class).set();
        return Combinators.combine(Arbitraries.integers().between(0, 1_000_000), number, place, reasons)
                .as((start, length, where, why) -> new Origin(start, start + 1 + length % 1_000_000, where, why));
    }
}
