package dev.weir.ingest.layout.epub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the package document says: which files the book has, in which order they are read, and what it says of the book. */
final class EpubBook {

    private static final int MAX_ITEMS = 100_000;

    /**
     * A file that the book lists.
     *
     * @param type its media type as the book states it, in lower case
     * @param navigates whether it is the table of contents that reading systems use
     */
    record Item(String path, String type, boolean navigates) {

        /** Whether it is read like a page. */
        boolean isPage() {
            return type.contains("html") || type.contains("dtbook") || (type.isEmpty() && isPage(path));
        }

        static boolean isPage(String path) {
            String name = path.toLowerCase(Locale.ROOT);
            return name.endsWith("html") || name.endsWith(".htm");
        }
    }

    /**
     * A step of the reading order.
     *
     * @param linear whether a reader comes there by turning pages
     */
    record Step(Item item, boolean linear) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<Step> spine = new ArrayList<>();
    private final Set<String> guided = new HashSet<>();
    private final Set<String> records = new HashSet<>();
    private final List<String> said = new ArrayList<>();
    private int lost;

    private EpubBook() {}

    /** Reads the package document. */
    static EpubBook of(Document document, String path) {
        EpubBook book = new EpubBook();
        Map<String, Item> ids = new LinkedHashMap<>();
        List<Element> steps = new ArrayList<>();
        for (Element element : document.getAllElements()) {
            switch (local(element)) {
                case "item" -> book.item(element, path, ids);
                case "itemref" -> steps.add(element);
                case "reference" -> {
                    lead(path, element, book.guided);
                    book.say(element.attr("title"));
                }
                case "link" -> lead(path, element, book.records);
                case "metadata" -> book.metadata(element);
                default -> {
                    // Holds others, or says nothing of the text.
                }
            }
        }
        for (Element step : steps) {
            Item item = ids.get(step.attr("idref"));
            if (item == null) {
                book.lost++;
            } else if (book.spine.size() < MAX_ITEMS) {
                book.spine.add(new Step(item, !step.attr("linear").equals("no")));
            }
        }
        return book;
    }

    /** The files that the book lists, by their paths. */
    Map<String, Item> items() {
        return items;
    }

    /** The reading order. */
    List<Step> spine() {
        return spine;
    }

    /** The paths that the book's guide leads to. */
    Set<String> guided() {
        return guided;
    }

    /** The paths of files that describe the book. */
    Set<String> records() {
        return records;
    }

    /** What the book says of itself. */
    List<String> said() {
        return said;
    }

    /** How many steps of the reading order lead nowhere. */
    int lost() {
        return lost;
    }

    private void item(Element element, String path, Map<String, Item> ids) {
        String target = EpubPackage.resolve(path, element.attr("href"));
        if (target != null && items.size() < MAX_ITEMS) {
            Item item = new Item(
                    target,
                    element.attr("media-type").strip().toLowerCase(Locale.ROOT),
                    element.hasAttr("properties")
                            && List.of(element.attr("properties").split("\\s+", -1))
                                    .contains("nav"));
            items.putIfAbsent(target, item);
            ids.putIfAbsent(element.attr("id"), item);
        }
    }

    private void metadata(Element metadata) {
        for (Element element : metadata.getAllElements()) {
            say(element.ownText());
            say(element.attr("content"));
        }
    }

    private void say(String text) {
        if (!text.isBlank() && said.size() < MAX_ITEMS) {
            said.add(text.strip());
        }
    }

    private static void lead(String path, Element reference, Set<String> targets) {
        String target = EpubPackage.resolve(path, reference.attr("href"));
        if (target != null) {
            targets.add(target);
        }
    }

    /** The name without the prefix that a file may give it. */
    static String local(Element element) {
        String name = element.normalName();
        return name.substring(name.indexOf(':') + 1);
    }
}
