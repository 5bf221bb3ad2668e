package dev.weir.ingest.layout;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Set;

/**
 * Takes what a structural pass reads of one document, in reading order. A pass finds it in the parse context, and writes all
 * text here and none to the content handler.
 *
 * <p>Text beyond the document's budget is counted and dropped, and a gap says so: a pass need not look.
 */
public interface TextSink {

    /**
     * Appends a run of text as it is. Runs of one channel follow each other without a separator.
     *
     * @param channel {@link Channel#BODY} for what a reader sees, which is what will be indexed
     * @param text may be empty
     * @param place where it stands
     * @param concealments why a reader does not see it; empty if and only if the channel is BODY
     */
    void text(Channel channel, String text, Place place, Set<Concealment> concealments);

    /** Ends the line in a channel, unless nothing stands in it yet. */
    void newLine(Channel channel);

    /** One blank in a channel, unless white space or nothing stands there. */
    void blank(Channel channel);

    /**
     * The target of a link, as it is written; what it says in words is screened.
     *
     * @param target untrusted, of any length
     */
    void link(String target);

    /**
     * Something that is not read.
     *
     * @param code what it means
     * @param detail numbers and fixed words, never document text
     */
    void gap(GapCode code, String detail);

    /** All that the document shows was read, even if that is no text. Without this a picture without text is a gap. */
    void readShown();

    /** Whether the document's text budget is used up, so that a pass may stop early. */
    boolean isFull();
}
