package dev.weir.ingest.layout.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.ProcessingInstruction;

/** Which declarations of a page's own style sheets apply to which of its elements. */
final class PageStyles {

    private static final int MAX_SHEET_CHARS = 4_000_000;
    private static final int MAX_RULES = 40_000;

    /** A check looks at one element and some of its ancestors. */
    private static final long MAX_CHECKS = 3_000_000;

    /** What a check costs for each step of a selector, counted in plain checks. */
    private static final int CHECKS_PER_STEP = 4;

    /** So many declarations cost as much to apply as one check. */
    private static final int DECLARATIONS_PER_CHECK = 4;

    private static final Set<String> UNRENDERED = Set.of("noscript", "template");

    private static final Pattern REFERENCE = Pattern.compile("href\\s*=\\s*[\"']([^\"']{1,500})[\"']");

    private record Match(int specificity, int order, List<Declaration> declarations) {}

    private static final Comparator<Match> CASCADE =
            Comparator.comparingInt(Match::specificity).thenComparingInt(Match::order);

    private final Map<Element, List<Match>> matches = new HashMap<>();
    private final Map<Element, List<Match>> before = new HashMap<>();
    private final Map<Element, List<Match>> after = new HashMap<>();
    private long checks;
    private boolean cutOff;
    private boolean external;

    private PageStyles() {}

    /** @param sheets finds those that the document names */
    static PageStyles of(Document document, StyleSheets sheets) {
        PageStyles styles = new PageStyles();
        SheetReader reader = new SheetReader(MAX_RULES, MAX_SHEET_CHARS);
        Map<String, List<Element>> elements = new HashMap<>();
        for (Node node : document.childNodes()) {
            if (node instanceof ProcessingInstruction instruction && isSheet(instruction)) {
                Matcher named = REFERENCE.matcher(instruction.data());
                Optional<StyleSheets.Sheet> sheet = named.find() ? sheets.find(named.group(1)) : Optional.empty();
                sheet.ifPresent(reader::read);
                styles.external |= sheet.isEmpty();
            }
        }
        Set<Element> unrendered = new HashSet<>();
        for (Element element : document.getAllElements()) {
            styles.index(element, elements);
            if (unrendered.contains(element.parent())) {
                // A sheet inside of what is not rendered has no say.
                unrendered.add(element);
                continue;
            }
            if (UNRENDERED.contains(element.normalName())) {
                unrendered.add(element);
            }
            if (!MediaCondition.holds(element.attr("media").toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (element.normalName().equals("style")) {
                String sheet = element.data().isEmpty() ? element.wholeText() : element.data();
                reader.read(new StyleSheets.Sheet(sheet, sheets));
            } else if (isSheet(element)) {
                Optional<StyleSheets.Sheet> sheet = sheets.find(element.attr("href"));
                sheet.ifPresent(reader::read);
                styles.external |= sheet.isEmpty();
            }
        }
        styles.external |= reader.lacksImports();
        styles.cutOff |= reader.isCutOff();
        styles.match(document, reader.rules(), elements);
        return styles;
    }

    /** Whether an instruction names a style sheet. */
    static boolean isSheet(ProcessingInstruction instruction) {
        return instruction.target().equals("xml-stylesheet");
    }

    private static boolean isSheet(Element element) {
        String relation =
                element.normalName().equals("link") ? element.attr("rel").toLowerCase(Locale.ROOT) : "";
        return relation.contains("stylesheet") && !relation.contains("alternate");
    }

    /** Whether more styles were there than were applied. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether a style sheet outside the document has a say. */
    boolean isExternal() {
        return external;
    }

    /** The winning value of each property; what the element itself says in {@code hints} loses against every sheet. */
    Map<String, String> of(Element element, Map<String, String> hints, List<Declaration> inline) {
        List<Match> found = matches.getOrDefault(element, List.of());
        if (found.isEmpty() && inline.isEmpty()) {
            return hints;
        }
        Map<String, String> values = new HashMap<>(hints);
        apply(found, false, values);
        inline.stream().filter(d -> !d.important()).forEach(d -> values.put(d.name(), d.value()));
        apply(found, true, values);
        inline.stream().filter(Declaration::important).forEach(d -> values.put(d.name(), d.value()));
        return values;
    }

    /** What sheets say of the text generated before or after an element. */
    Map<String, String> generated(Element element, boolean inFront) {
        List<Match> found = (inFront ? before : after).getOrDefault(element, List.of());
        if (found.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        apply(found, false, values);
        apply(found, true, values);
        return values;
    }

    private static void apply(List<Match> found, boolean important, Map<String, String> values) {
        for (Match match : found) {
            for (Declaration declaration : match.declarations()) {
                if (declaration.important() == important) {
                    values.put(declaration.name(), declaration.value());
                }
            }
        }
    }

    private void index(Element element, Map<String, List<Element>> elements) {
        String name = element.normalName();
        add(elements, "*", element);
        add(elements, name, element);
        if (!element.id().isEmpty()) {
            add(elements, '#' + element.id().toLowerCase(Locale.ROOT), element);
        }
        if (element.hasAttr("class")) {
            for (String one : element.classNames()) {
                add(elements, '.' + one.toLowerCase(Locale.ROOT), element);
            }
        }
    }

    private static void add(Map<String, List<Element>> elements, String key, Element element) {
        elements.computeIfAbsent(key, unused -> new ArrayList<>()).add(element);
    }

    private void match(Document document, List<SheetReader.Rule> rules, Map<String, List<Element>> elements) {
        int order = 0;
        for (SheetReader.Rule rule : rules) {
            if (!elements.keySet().containsAll(PageSelector.needs(rule.selector()))) {
                // Most rules of a sheet that many pages share are for other pages.
                continue;
            }
            switch (PageSelector.of(rule.selector())) {
                case PageSelector.Reading.Usable(PageSelector selector) -> {
                    order++;
                    List<Element> candidates = elements.getOrDefault(selector.key(), List.of());
                    long cost = 1L
                            + (long) selector.steps() * CHECKS_PER_STEP
                            + rule.declarations().size() / DECLARATIONS_PER_CHECK;
                    checks += cost * candidates.size();
                    if (checks > MAX_CHECKS) {
                        cutOff = true;
                        sort();
                        return;
                    }
                    Match match = new Match(selector.specificity(), order, rule.declarations());
                    Map<Element, List<Match>> target = switch (selector.pseudo()) {
                        case "before" -> before;
                        case "after" -> after;
                        default -> matches;
                    };
                    for (Element candidate : candidates) {
                        if (selector.evaluator().matches(document, candidate)) {
                            target.computeIfAbsent(candidate, unused -> new ArrayList<>())
                                    .add(match);
                        }
                    }
                }
                case PageSelector.Reading.Idle() -> {}
                case PageSelector.Reading.Unknown() -> {}
            }
        }
        sort();
    }

    private void sort() {
        for (Map<Element, List<Match>> all : List.of(matches, before, after)) {
            all.values().forEach(list -> list.sort(CASCADE));
        }
    }
}
