package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Words;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{0,40}");

    /** A setting of more is not only one. */
    private static final int MAX_SETTING_ELEMENTS = 10;

    private StoragePage() {}

    static Document of(String storage) {
        Document page = Jsoup.parse(storage, "", Parser.xmlParser());
        for (Element element : List.copyOf(page.getAllElements())) {
            String name = element.tagName().toLowerCase(Locale.ROOT);
            if (element.ownerDocument() == null) {
                // A raw page took its place.
                continue;
            }
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
        String background = settingOf(macro, "bgColor");
        boolean hidden = HIDDEN.contains(name)
                || (HIDEABLE.contains(name) && settingOf(macro, "hidden").equalsIgnoreCase("true"));
        boolean block = false;
        for (Element child : macro.children()) {
            String kind = child.tagName().toLowerCase(Locale.ROOT);
            if (isParameter(child)) {
                parameter(child, name);
            } else if (kind.equals("ac:plain-text-body") && name.equals("html")) {
                html(child);
            } else if (kind.equals("ac:plain-text-body") && name.equals("style")) {
                rename(child, "style");
            } else if (kind.equals("ac:rich-text-body") && !background.isEmpty()) {
                rename(child, "div");
                child.attr("bgcolor", background);
            }
            block |= kind.endsWith("-body");
        }
        if (hidden) {
            asleep(macro);
        } else {
            rename(macro, block ? "div" : "span");
        }
    }

    /** The value of the first parameter of this name; empty if there is none. */
    private static String settingOf(Element macro, String key) {
        for (Element child : macro.children()) {
            if (isParameter(child) && keyOf(child).equals(key)) {
                return child.wholeOwnText().strip();
            }
        }
        return "";
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
        boolean bodied = body != null && body.hasText();
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
        List<Element> all = element.stream().limit(MAX_SETTING_ELEMENTS).toList();
        StringBuilder said = new StringBuilder();
        for (Element inner : all) {
            said.append(inner.wholeOwnText()).append(' ');
            inner.attributes().forEach(attribute -> said.append(said(attribute)).append(' '));
        }
        if (all.size() < MAX_SETTING_ELEMENTS && !Words.speak(said.toString())) {
            element.empty();
        }
        asleep(element);
    }

    /** The value of an attribute, if it is not the name of a macro or a setting. */
    private static String said(Attribute attribute) {
        boolean isName = attribute.getKey().equalsIgnoreCase("ac:name")
                && NAME.matcher(attribute.getValue()).matches();
        return isName ? "" : attribute.getValue();
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
                case "ri:value" -> element.attr("src", attribute.getValue());
                case "ri:content-title" -> element.attr("href", attribute.getValue());
                case "ri:filename" -> element.attr("cite", attribute.getValue());
                default -> element.attr("data-" + key.replace(':', '-'), said(attribute));
            }
        }
    }

    /** Text that takes no part in the page, such as the markup of an older wiki. */
    static Document plain(String text) {
        Document page = Jsoup.parse("", "", Parser.xmlParser());
        page.appendElement("pre").appendChild(new TextNode(text));
        return page;
    }
}
