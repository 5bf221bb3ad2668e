package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds inside a group and ends with it. */
final class RtfGroup {

    RtfDestination destination = RtfDestination.TEXT;

    /** What is gathered for a destination that does not flow; shared with the groups inside. */
    @Nullable StringBuilder gathered;

    /** Whether the destination began in this group, so that what is gathered is handed over at its end. */
    boolean owner;

    /** Why nothing in the group is seen. */
    Set<Concealment> reasons = Set.of();

    RtfLook look = new RtfLook();
    RtfParagraph paragraph = new RtfParagraph();

    @Nullable RtfShape shape;

    /** Whether this group is the shape's own. */
    boolean shapeOwner;

    /** What is said in both forms of a text that is stated twice. */
    @Nullable StringBuilder said;

    /** The first form of a text that is stated twice. */
    @Nullable String first;

    /** Whether a text that is stated twice begins here, and its first form is still to come. */
    boolean twice;

    /** How many characters stand for each that is given by its number. */
    int fallbackLength = 1;

    /** Whether this is for readers of RTF and not of the page that was made into it. */
    boolean rtfOnly;

    /** Whether text that stands beside its paragraph begins here. */
    boolean asideOwner;

    /** Whether that text waits for the end of the paragraph. */
    boolean waits;

    /** Whether nothing has come in the group but the sign that it may be left out. */
    boolean fresh = true;

    /** Whether the group may be left out by readers who do not know it. */
    boolean optional;

    /** A group inside this one. */
    RtfGroup inner() {
        RtfGroup inner = new RtfGroup();
        inner.destination = destination;
        inner.gathered = gathered;
        inner.reasons = reasons;
        inner.look = look.copy();
        inner.paragraph = paragraph.copy();
        inner.shape = shape;
        inner.said = said;
        inner.fallbackLength = fallbackLength;
        inner.rtfOnly = rtfOnly;
        return inner;
    }

    /** Begins to gather text for a destination. */
    void gather(RtfDestination wanted) {
        destination = wanted;
        gathered = new StringBuilder();
        owner = true;
    }

    void hide(Concealment reason) {
        EnumSet<Concealment> more = EnumSet.of(reason);
        more.addAll(reasons);
        reasons = Set.copyOf(more);
    }
}
