package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page says beside its text: in attributes, properties, declarations and framed pages. */
final class PageWords {

    private static final int MAX_FRAMES_DEEP = 3;

    private static final Set<String> SPOKEN = Set.of(
            "alt",
            "title",
            "aria-label",
            "aria-description",
            "aria-placeholder",
            "aria-roledescription",
            "placeholder",
            "summary",
            "label",
            "abbr");

    private static final Set<String> TARGETS = Set.of(
            "href", "src", "action", "cite", "longdesc", "formaction", "poster", "xlink:href", "background", "data");

    private static final Set<String> SHOWN_INPUTS = Set.of(
            "",
            "text",
            "search",
            "url",
            "tel",
            "email",
            "submit",
            "button",
            "reset",
            "number",
            "date",
            "month",
            "week",
            "time",
            "datetime-local");

    private final Metadata metadata;
    private final StyleSheets sheets;
    private final int framesDeep;
    private final XmlEntities entities = new XmlEntities();
    private boolean titled;

    PageWords(Metadata metadata) {
        this(metadata, StyleSheets.NONE);
    }

    PageWords(Metadata metadata, StyleSheets sheets) {
        this(metadata, sheets, 0);
    }

    private PageWords(Metadata metadata, StyleSheets sheets, int framesDeep) {
        this.metadata = metadata;
        this.sheets = sheets;
        this.framesDeep = framesDeep;
    }

    /** The styles of the page, with those sheets beside it that are at hand. */
    PageStyles styles(Document page) {
        return PageStyles.of(page, sheets);
    }

    /** {@return whether this is the title of the file} */
    boolean title(String text) {
        if (titled || framesDeep > 0) {
            return false;
        }
        titled = !text.isBlank();
        if (titled) {
            metadata.add(TikaCoreProperties.TITLE, text.strip());
        }
        return true;
    }

    /** Reports what the attributes of an element say, and what an element without text nodes shows or keeps. */
    void of(Element element, String name, TextSink sink, Place place, Set<Concealment> around) {
        switch (name) {
            case "meta" -> property(element);
            case "input" -> input(element, sink, place, around);
            case "script" -> script(element, sink, place);
            default -> {}
        }
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            if (SPOKEN.contains(key)) {
                aside(Channel.ALT_TEXT, attribute.getValue(), sink, place, around);
            } else if (TARGETS.contains(key)) {
                sink.link(attribute.getValue());
            } else if (key.startsWith("data-") && Words.speak(attribute.getValue())) {
                aside(Channel.HIDDEN, attribute.getValue(), sink, place, around);
            }
        }
    }

    /** Reads a page that stands in an attribute of a frame. */
    void frame(String html, TextSink sink, Places places, String path, Look look) {
        if (framesDeep >= MAX_FRAMES_DEEP) {
            sink.gap(GapCode.LIMIT_DEPTH, "pages framed deeper than " + MAX_FRAMES_DEEP + " not read");
            return;
        }
        PageWalker.walk(Jsoup.parse(html), sink, new PageWords(metadata, sheets, framesDeep + 1), places, path, look);
    }

    /** What an XML declaration or a document type says in words. Nothing it names is read. */
    void declaration(String declaration, TextSink sink, Place place) {
        boolean found = entities.declare(declaration, sink, place);
        boolean isProgram = declaration.startsWith("<?php") || declaration.startsWith("<?xml ");
        if (!found
                && !isProgram
                && !declaration.regionMatches(true, 0, "<!doctype", 0, 9)
                && Words.speak(declaration)) {
            sink.newLine(Channel.COMMENT);
            sink.text(Channel.COMMENT, declaration, place, Set.of(Concealment.COMMENT));
        }
    }

    /** A text with the entities that its file declares. */
    String resolved(String text, TextSink sink) {
        return entities.resolve(text, sink);
    }

    /** Says what of the styles was left out. */
    void limits(PageStyles styles, TextSink sink) {
        if (styles.isCutOff()) {
            sink.gap(GapCode.UNSUPPORTED, "style rules beyond the limit not applied");
        }
        if (styles.isExternal()) {
            sink.gap(GapCode.FLAT_TEXT, "style sheets that did not come with the page");
        }
    }

    private void property(Element meta) {
        String name = meta.hasAttr("name") ? meta.attr("name") : meta.attr("property");
        if (name.isBlank()) {
            name = meta.hasAttr("itemprop") ? meta.attr("itemprop") : meta.attr("http-equiv");
        }
        if (!name.isBlank() && meta.hasAttr("content")) {
            metadata.add("html:" + name, meta.attr("content"));
        }
    }

    private static void input(Element input, TextSink sink, Place place, Set<Concealment> around) {
        String value = input.attr("value");
        String type = input.attr("type").strip().toLowerCase(Locale.ROOT);
        if (!SHOWN_INPUTS.contains(type)) {
            if (type.equals("hidden") || Words.speak(value)) {
                aside(Channel.HIDDEN, value, sink, place, around);
            }
        } else if (!value.isBlank()) {
            Channel channel = around.isEmpty() ? Channel.BODY : Channel.HIDDEN;
            sink.blank(channel);
            sink.text(channel, value.strip(), place, around);
            sink.blank(channel);
        }
    }

    private static void script(Element script, TextSink sink, Place place) {
        String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
        String content = script.data().isEmpty() ? script.wholeText() : script.data();
        if (type.equals("application/ld+json") && !content.isBlank()) {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, content.strip(), place, Set.of(Concealment.METADATA));
        } else if (type.startsWith("text/")
                && !type.endsWith("script")
                && !type.equals("text/babel")
                && Words.speak(content)) {
            sink.newLine(Channel.HIDDEN);
            sink.text(Channel.HIDDEN, content.strip(), place, Set.of(Concealment.NOT_RENDERED));
        }
    }

    private static void aside(Channel channel, String text, TextSink sink, Place place, Set<Concealment> around) {
        if (!text.isBlank()) {
            EnumSet<Concealment> reasons = EnumSet.of(Concealment.ATTRIBUTE_ONLY);
            reasons.addAll(around);
            sink.newLine(channel);
            sink.text(channel, text.strip(), place, reasons);
        }
    }
}
