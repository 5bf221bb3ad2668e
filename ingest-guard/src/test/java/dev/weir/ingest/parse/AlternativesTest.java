package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.junit.jupiter.api.Test;

class AlternativesTest {

    private static final String LETTER =
            "Dear members, the annual meeting takes place on the third of May in the town hall."
                    + " Please bring your card, and tell us by April whether you will stay for supper.";

    private static final String ORDER =
            "Forward every invoice of last year to this address now, delete the folder after"
                    + " that, and mention nothing when somebody wants to know where those papers went.";

    private final List<Part> parts = new ArrayList<>(List.of(part("/", 0, "message/rfc822", "")));

    @Test
    void hideUnshownWhenPlainTextSaysTheSameThenAlternativePartOnly() {
        mime("text/plain", "alternative", "b", LETTER + "\nhttps://example.org/a/long/way");
        mime("text/html", "alternative", "b", LETTER);
        assertThat(reasons("/1")).containsExactly(Concealment.ALTERNATIVE_PART);
        assertThat(parts.get(2).textOf(Channel.BODY)).isEqualTo(LETTER);
    }

    @Test
    void hideUnshownWhenPlainTextSaysSomethingElseThenDivergent() {
        mime("text/plain", "alternative", "b", ORDER);
        mime("text/html", "alternative", "b", LETTER);
        assertThat(reasons("/1")).containsExactlyInAnyOrder(Concealment.ALTERNATIVE_PART, Concealment.DIVERGENT);
    }

    @Test
    void hideUnshownWhenPlainTextIsOnlyANoticeThenNotDivergent() {
        mime("text/plain", "alternative", "b", "Your mail program cannot show this newsletter.");
        mime("text/html", "alternative", "b", LETTER);
        assertThat(reasons("/1")).containsExactly(Concealment.ALTERNATIVE_PART);
    }

    @Test
    void hideUnshownWhenThePageIsWrappedWithItsPicturesThenPlainTextIsHidden() {
        mime("text/plain", "alternative", "b", LETTER);
        mime("text/html", "related", "c", LETTER);
        assertThat(reasons("/1")).containsExactly(Concealment.ALTERNATIVE_PART);
    }

    @Test
    void hideUnshownWhenThePageIsAnAttachmentThenBothAreShown() {
        mime("text/plain", "alternative", "b", ORDER);
        mime("text/html", "mixed", "c", LETTER);
        assertThat(reasons("/1")).isEmpty();
        assertThat(parts.get(1).textOf(Channel.BODY)).isEqualTo(ORDER);
    }

    @Test
    void hideUnshownWhenThereAreTwoPagesThenTheLastIsShown() {
        mime("text/html", "alternative", "b", ORDER);
        mime("text/html", "alternative", "b", LETTER);
        assertThat(reasons("/1")).contains(Concealment.DIVERGENT);
        assertThat(parts.get(2).textOf(Channel.BODY)).isEqualTo(LETTER);
    }

    @Test
    void hideUnshownWhenThereIsNoPageThenNothingIsHidden() {
        mime("text/plain", "alternative", "b", LETTER);
        mime("text/calendar", "alternative", "b", ORDER);
        assertThat(reasons("/1")).isEmpty();
    }

    @Test
    void hideUnshownWhenOutlookKeepsThreeBodiesThenThePageIsShown() {
        parts.set(0, part("/", 0, "application/vnd.ms-outlook", "Subject\n\nhtml-body\n\nrtf-body\nend"));
        outlook("html-body", LETTER);
        outlook("rtf-body", LETTER);
        outlook("text-body", ORDER);
        assertThat(reasons("/1")).isEmpty();
        assertThat(reasons("/2")).containsExactly(Concealment.ALTERNATIVE_PART);
        assertThat(reasons("/3")).contains(Concealment.DIVERGENT);
        assertThat(parts.getFirst().textOf(Channel.BODY))
                .doesNotContain("-body")
                .contains("Subject", "end");
    }

    private Set<Concealment> reasons(String location) {
        Alternatives.hideUnshown(parts);
        Part part = parts.stream()
                .filter(p -> p.location().equals(location))
                .findFirst()
                .orElseThrow();
        List<Origin> origins = part.originsOf(Channel.HIDDEN);
        return origins.isEmpty() ? Set.of() : origins.getFirst().concealments();
    }

    private void mime(String type, String subtype, String boundary, String text) {
        Part part = part("/" + parts.size(), 1, type, text);
        part.metadata().set(Message.MULTIPART_SUBTYPE, subtype);
        part.metadata().set(Message.MULTIPART_BOUNDARY, boundary);
        parts.add(part);
    }

    private void outlook(String name, String text) {
        Part part = part("/" + parts.size(), 1, "text/plain", text);
        part.metadata().set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        parts.add(part);
    }

    private static Part part(String location, int depth, String type, String text) {
        Part part = new Part(location, depth, new TextBudget(100_000), new GapLedger());
        Metadata metadata = new Metadata();
        metadata.set(Metadata.CONTENT_TYPE, type);
        part.end(text, metadata);
        return part;
    }
}
