package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Symbols;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Reads the shapes of a Word story: pictures, text boxes, drawn lettering. */
final class WordShapes {

    private static final long EMU_PER_INCH = 914_400;

    /** Word knows no larger page. */
    private static final long MAX_PAGE_EMU = 22 * EMU_PER_INCH;

    /** No margin is that wide. */
    private static final long MAX_MARGIN_EMU = 5 * EMU_PER_INCH;

    private final WordStory story;
    private final XmlWalk walk;
    private final Theme theme;

    WordShapes(WordStory story, XmlWalk walk, Theme theme) {
        this.story = story;
        this.walk = walk;
        this.theme = theme;
    }

    void element(String name) throws XMLStreamException {
        switch (name) {
            case "wp:anchor" -> anchor();
            case "wp:docPr" -> describe();
            case "wps:wsp" -> box();
            case "v:textpath" -> story.text(walk.attribute("string", ""));
            case "v:imagedata" -> story.describe(Channel.ALT_TEXT, walk.attribute("title"));
            case "a:hlinkClick", "a:hlinkHover" -> story.describe(Channel.ALT_TEXT, walk.attribute("tooltip"));
            default -> {
                if (name.startsWith("v:") && !name.equals("v:textbox")) {
                    vector();
                } else if (name.endsWith(":cNvPr")) {
                    describe();
                } else {
                    walk.children(story::element);
                }
            }
        }
    }

    private void describe() throws XMLStreamException {
        story.describe(Channel.ALT_TEXT, walk.attribute("descr"));
        story.describe(Channel.ALT_TEXT, walk.attribute("title"));
        walk.children(story::element);
    }

    /** Where a drawing hangs, and what it says about being shown. */
    private static final class Anchor {
        private boolean hidden;
        private boolean off;
        private long x;
        private long y;
        private boolean fromPageX;
        private boolean fromPageY;

        private void extent(long width, long height) {
            off = isOff(x, width, fromPageX) || isOff(y, height, fromPageY);
        }

        private static boolean isOff(long offset, long size, boolean fromPage) {
            return offset > MAX_PAGE_EMU || offset + Math.max(0, size) < (fromPage ? 0 : -MAX_MARGIN_EMU);
        }
    }

    private void anchor() throws XMLStreamException {
        Anchor anchor = new Anchor();
        anchor.hidden = walk.says("hidden");
        walk.children(name -> {
            switch (name) {
                case "wp:positionH" -> {
                    anchor.fromPageX = walk.attribute("relativeFrom", "").equals("page");
                    anchor.x = offset();
                }
                case "wp:positionV" -> {
                    anchor.fromPageY = walk.attribute("relativeFrom", "").equals("page");
                    anchor.y = offset();
                }
                case "wp:extent" -> anchor.extent(walk.number("cx", 0), walk.number("cy", 0));
                case "wp:docPr" -> {
                    anchor.hidden |= walk.says("hidden");
                    describe();
                }
                default ->
                    story.within(
                            Concealment.HIDDEN_OBJECT,
                            anchor.hidden,
                            () -> story.within(Concealment.OFF_PAGE, anchor.off, () -> story.element(name)));
            }
        });
    }

    private long offset() throws XMLStreamException {
        long[] offset = {0};
        walk.children(name -> {
            if (name.equals("wp:posOffset")) {
                offset[0] = XmlWalk.parsed(walk.text(), 0);
            }
        });
        return offset[0];
    }

    /** A box stands on its own fill; without one of a known colour it stands on what cannot be told. */
    private void box() throws XMLStreamException {
        Colour[] fill = {Colour.UNKNOWN};
        walk.children(name -> {
            if (name.equals("wps:spPr")) {
                walk.children(property -> {
                    if (property.equals("a:solidFill")) {
                        fill[0] = DrawingColour.read(walk, theme).colour();
                    }
                });
            } else if (name.equals("wps:txbx")) {
                story.onGround(fill[0]);
            } else {
                story.element(name);
            }
        });
    }

    private void vector() throws XMLStreamException {
        story.describe(Channel.ALT_TEXT, walk.attribute("alt"));
        story.describe(Channel.ALT_TEXT, walk.attribute("title"));
        String style = walk.attribute("style", "").replace(" ", "").toLowerCase(Locale.ROOT);
        boolean hidden = style.contains("visibility:hidden") || style.contains("display:none");
        boolean filled = !walk.attribute("filled", "t").startsWith("f");
        Colour ground = filled ? Colour.of(walk.attribute("fillcolor")) : Colour.UNKNOWN;
        story.within(Concealment.HIDDEN_OBJECT, hidden, () -> story.onGround(ground));
    }

    /** What a control or an old form field says of itself and offers to choose from. */
    void control(String name) throws XMLStreamException {
        switch (name) {
            case "w:alias", "w:tag", "w:helpText", "w:statusText", "w:listEntry" ->
                story.describe(Channel.HIDDEN, walk.attribute("val"));
            case "w:textInput" ->
                walk.children(property -> {
                    if (property.equals("w:default") || property.equals("w:format")) {
                        story.describe(Channel.HIDDEN, walk.attribute("val"));
                    }
                });
            case "w:listItem" -> {
                story.describe(Channel.HIDDEN, walk.attribute("displayText"));
                story.describe(Channel.HIDDEN, walk.attribute("value"));
            }
            default -> walk.children(this::control);
        }
    }

    /** The letter that a symbol shows; nothing for a sign of a font that has no letters. */
    static String symbol(String hex, String font) {
        try {
            return Symbols.letter(Integer.parseInt(hex, 16), font);
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
