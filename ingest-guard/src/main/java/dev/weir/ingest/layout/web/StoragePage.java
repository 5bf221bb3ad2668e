package dev.weir.ingest.layout.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Makes of a page in Confluence's storage format the page that its readers see. Elements keep their places: those of
 * Confluence take the names of HTML elements that are shown as they are shown, or of one that is not rendered.
 */
final class StoragePage {

    /** HTML renders it nowhere. */
    private static final String ASLEEP = "template";

    /** What Confluence's own elements begin with; no file declares it. */
    private static final Set<String> PREFIXES = Set.of("ac:", "ri:", "at:");

    private static final Set<String> TITLED = Set.of(
            "code", "noformat", "panel", "info", "note", "tip", "warning", "expand", "ui-expand", "ui-tab", "status");

    private static final Set<String> HIDEABLE =
            Set.of("excerpt", "multiexcerpt", "multiexcerpt-macro", "multiexcerpt-fallback-macro", "details");

    private static final Set<String> HIDDEN =
            Set.of("html-comment", "hidden", "hide", "hide-from-view", "hidden-content");

    /** Longer than any picture of a mood. */
    private static final int MAX_EMOJI_CHARS = 20;

    private StoragePage() {}

    static Document of(String storage) {
        Document page = Jsoup.parse(storage, "", Parser.xmlParser());
        for (Element element : List.copyOf(page.getAllElements())) {
            String name = element.tagName().toLowerCase(Locale.ROOT);
            if (PREFIXES.contains(name.substring(0, Math.min(3, name.length())))) {
                change(element, name);
            } else if (name.equals("time") && element.childNodeSize() == 0) {
                element.appendText(element.attr("datetime"));
            }
        }
        return page;
    }

    private static void change(Element element, String name) {
        switch (name) {
            case "ac:structured-macro", "ac:macro" -> macro(element);
            case "ac:parameter",
                    "ac:default-parameter",
                    "ac:task-id",
                    "ac:task-uuid",
                    "ac:task-status",
                    "ac:adf-attribute",
                    "ac:adf-parameter",
                    "at:declarations" -> unsaid(element);
            case "ac:placeholder", "ac:adf-fallback" -> asleep(element);
            case "ac:image" -> rename(element, "img");
            case "ac:link" -> link(element);
            case "ac:emoticon", "ac:emoji" -> emoticon(element);
            case "ac:plain-text-body" -> rename(element, "pre");
            case "ac:caption" -> rename(element, "figcaption");
            case "ac:task-list" -> rename(element, "ul");
            case "ac:task" -> rename(element, "li");
            case "ac:plain-text-link-body", "ac:link-body", "ac:inline-comment-marker" -> rename(element, "span");
            default -> rename(element, name.startsWith("ac:") ? "div" : "span");
        }
    }

    private static void macro(Element macro) {
        String name = macro.attr("ac:name").strip().toLowerCase(Locale.ROOT);
        Map<String, String> values = macro.children().stream()
                .filter(StoragePage::isParameter)
                .collect(Collectors.toMap(StoragePage::keyOf, Element::wholeText, (first, second) -> first));
        boolean hidden = HIDDEN.contains(name)
                || (HIDEABLE.contains(name)
                        && values.getOrDefault("hidden", "").strip().equalsIgnoreCase("true"));
        boolean block = false;
        for (Element child : macro.children()) {
            String kind = child.tagName().toLowerCase(Locale.ROOT);
            if (isParameter(child)) {
                parameter(child, name);
            } else if (kind.equals("ac:plain-text-body") && name.equals("html")) {
                html(child);
            } else if (kind.equals("ac:plain-text-body") && name.equals("style")) {
                rename(child, "style");
            } else if (kind.equals("ac:rich-text-body") && values.containsKey("bgColor")) {
                rename(child, "div");
                child.attr("bgcolor", values.getOrDefault("bgColor", ""));
            }
            block |= kind.endsWith("-body");
        }
        if (hidden) {
            asleep(macro);
        } else {
            rename(macro, block ? "div" : "span");
        }
    }

    private static boolean isParameter(Element element) {
        String name = element.tagName().toLowerCase(Locale.ROOT);
        return name.equals("ac:parameter") || name.equals("ac:default-parameter");
    }

    private static String keyOf(Element parameter) {
        return parameter.attr("ac:name");
    }

    private static void parameter(Element parameter, String macro) {
        String key = keyOf(parameter);
        boolean shown = (key.equals("title") && TITLED.contains(macro))
                || (key.equals("label") && macro.equals("card"))
                || (key.equals("name") && macro.startsWith("view"));
        if (!shown) {
            unsaid(parameter);
            return;
        }
        Element file = parameter.selectFirst("ri|attachment");
        if (file != null) {
            file.appendText(file.attr("ri:filename"));
        }
        rename(parameter, macro.equals("status") ? "span" : "div");
    }

    /** The browser gets this text as it is. */
    private static void html(Element body) {
        List<Node> nodes =
                List.copyOf(Jsoup.parseBodyFragment(body.wholeText()).body().childNodes());
        rename(body, "div");
        body.empty();
        body.insertChildren(0, nodes);
    }

    private static void link(Element link) {
        Element body = link.selectFirst("> ac|link-body, > ac|plain-text-link-body");
        boolean bodied = body != null && !body.wholeText().isBlank();
        for (Element target : link.children()) {
            String title =
                    target.hasAttr("ri:content-title") ? target.attr("ri:content-title") : target.attr("ri:filename");
            if (!bodied && !title.isBlank()) {
                target.appendText(title);
                target.removeAttr("ri:content-title");
                target.removeAttr("ri:filename");
            }
        }
        rename(link, "span");
    }

    private static void emoticon(Element emoticon) {
        String fallback = emoticon.attr("ac:emoji-fallback");
        if (fallback.length() <= MAX_EMOJI_CHARS && fallback.codePoints().noneMatch(Character::isLetterOrDigit)) {
            emoticon.appendText(fallback);
        }
        rename(emoticon, "span");
    }

    /** Settings that say nothing in words are left out. */
    private static void unsaid(Element element) {
        boolean speaks = Words.speaks(element.wholeText())
                || element.getAllElements().stream()
                        .flatMap(inner -> inner.attributes().asList().stream())
                        .anyMatch(attribute -> Words.speaks(attribute.getValue()));
        if (!speaks) {
            element.empty();
        }
        asleep(element);
    }

    private static void asleep(Element element) {
        rename(element, ASLEEP);
        element.attr("style", "display:block");
    }

    /** What Confluence does not take for a style or a switch must not become one. */
    private static void rename(Element element, String name) {
        Attributes before = element.attributes().clone();
        element.clearAttributes();
        element.tagName(name);
        for (Attribute attribute : before) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            switch (key) {
                case "ac:alt" -> element.attr("alt", attribute.getValue());
                case "ac:title", "ac:tooltip" -> element.attr("title", attribute.getValue());
                case "ri:value", "ri:content-title", "ri:filename", "ac:anchor" ->
                    element.attr("data-" + key.substring(3), attribute.getValue());
                default -> element.attr("data-" + key.replace(':', '-'), attribute.getValue());
            }
        }
        if (before.hasKey("ri:value")) {
            element.attr("src", before.get("ri:value"));
        }
    }

    /** Text that takes no part in the page, such as the markup of an older wiki. */
    static Document plain(String text) {
        Document page = Jsoup.parse("", "", Parser.xmlParser());
        page.appendElement("pre").appendChild(new TextNode(text));
        return page;
    }
}
