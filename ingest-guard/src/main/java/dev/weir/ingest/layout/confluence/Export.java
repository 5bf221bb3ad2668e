package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.Concealment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;

/** What is known of the objects of an export once all were read, and how they belong together. */
final class Export {

    private static final int MAX_OBJECTS = 500_000;
    private static final int MAX_STEPS = 50;

    /** The properties that are looked at again. */
    private static final Set<String> KEPT = Set.of(
            "title",
            "fileName",
            "contentStatus",
            "originalVersionId",
            "version",
            "attachmentVersion",
            "versionComment",
            "comment");

    /**
     * A text of some object.
     *
     * @param id its own
     * @param owner the object's
     */
    record Body(String id, String owner, BodySpool.Slice slice) {}

    /**
     * An object beside the page to which it belongs.
     *
     * @param reasons why readers of that page do not see it; empty if they do
     */
    record Beside(Content content, Set<Concealment> reasons) {}

    private final BodySpool spool;
    private final List<Content> contents = new ArrayList<>();
    private final Map<String, Content> byId = new HashMap<>();
    private final List<Body> bodies = new ArrayList<>();
    private final Map<String, List<Body>> bodiesOf = new HashMap<>();
    private final Map<String, Body> bodyById = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, List<String>> labelsOf = new HashMap<>();
    private final Map<String, String> quotes = new HashMap<>();
    private final Set<Body> taken = new HashSet<>();
    private int objects;

    Export(BodySpool spool) {
        this.spool = spool;
    }

    /**
     * Keeps an object.
     *
     * @return the properties that are not kept
     */
    Map<String, String> add(Content content) throws IOException {
        objects++;
        if (objects > MAX_OBJECTS) {
            throw new IOException("too many objects", new WriteLimitReachedException(MAX_OBJECTS));
        }
        Map<String, String> rest = new LinkedHashMap<>(content.texts());
        switch (content.kind()) {
            case "BodyContent" -> {
                String text = rest.remove("body");
                boolean isWiki =
                        "0".equals(content.texts().getOrDefault("bodyType", "2").strip());
                if (text != null) {
                    add(new Body(content.id(), content.links().getOrDefault("content", ""), spool.write(text, isWiki)));
                }
            }
            case "Page", "BlogPost", "Comment", "Attachment" -> {
                rest.keySet().removeAll(KEPT);
                Map<String, String> kept = new HashMap<>(content.texts());
                kept.keySet().retainAll(KEPT);
                Content slim = new Content(content.kind(), content.id(), kept, content.links(), content.bodies());
                contents.add(slim);
                byId.putIfAbsent(slim.id(), slim);
            }
            case "Label" -> labels.put(content.id(), content.texts().getOrDefault("name", ""));
            case "Labelling" ->
                labelsOf.computeIfAbsent(content.links().getOrDefault("content", ""), unused -> new ArrayList<>())
                        .add(content.links().getOrDefault("label", ""));
            case "ContentProperty" -> {
                if (content.texts().getOrDefault("name", "").strip().equals("inline-original-selection")) {
                    String quote = rest.remove("stringValue");
                    quotes.put(content.links().getOrDefault("content", ""), quote == null ? "" : quote);
                }
            }
            default -> {}
        }
        return rest;
    }

    private void add(Body body) {
        bodies.add(body);
        bodiesOf.computeIfAbsent(body.owner(), unused -> new ArrayList<>()).add(body);
        bodyById.putIfAbsent(body.id(), body);
    }

    /** The pages that readers of the space see, each with what belongs to it, in the order of the file. */
    Map<Content, List<Beside>> pages() {
        Map<Content, List<Beside>> pages = new LinkedHashMap<>();
        for (Content content : contents) {
            if (content.isPage() && content.isShown()) {
                pages.put(content, new ArrayList<>());
            }
        }
        for (Content content : contents) {
            EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
            Content home = home(content, reasons);
            if (home != null && !home.equals(content)) {
                pages.computeIfAbsent(home, unused -> new ArrayList<>()).add(new Beside(content, reasons));
            }
        }
        return pages;
    }

    /** What belongs to no page that is shown. */
    List<Beside> homeless() {
        List<Beside> homeless = new ArrayList<>();
        for (Content content : contents) {
            EnumSet<Concealment> reasons = EnumSet.of(Concealment.UNREFERENCED_PART);
            if (home(content, reasons) == null) {
                homeless.add(new Beside(content, reasons));
            }
        }
        return homeless;
    }

    private @Nullable Content home(Content content, EnumSet<Concealment> reasons) {
        @Nullable Content at = content;
        for (int step = 0; at != null && step < MAX_STEPS; step++) {
            if (at.isShown()) {
                if (at.isPage()) {
                    return at;
                }
            } else {
                boolean earlier = !at.isDraft() && !at.original().isEmpty();
                reasons.add(earlier ? Concealment.STALE_REVISION : Concealment.UNREFERENCED_PART);
            }
            String next = at.original().isEmpty() ? at.container() : at.original();
            at = byId.get(next.isEmpty() && at.isComment() ? at.links().getOrDefault("parent", "") : next);
        }
        return null;
    }

    /** The texts of an object, and of those it does not own itself the ones that it lists. Each is given once. */
    List<Body> bodiesOf(Content content) {
        Set<String> listed = Set.copyOf(content.bodies());
        List<Body> found = new ArrayList<>();
        for (Body body : bodiesOf.getOrDefault(content.id(), List.of())) {
            if (listed.isEmpty() || listed.contains(body.id())) {
                found.add(body);
            }
        }
        if (found.isEmpty()) {
            listed.stream().map(bodyById::get).forEach(body -> {
                if (body != null) {
                    found.add(body);
                }
            });
        }
        found.removeIf(body -> !taken.add(body));
        return found;
    }

    /** The texts that were not given yet. */
    List<Body> remaining() {
        return bodies.stream().filter(body -> !taken.contains(body)).toList();
    }

    String textOf(Body body) throws IOException {
        return spool.read(body.slice());
    }

    List<String> labelsOf(Content content) {
        return labelsOf.getOrDefault(content.id(), List.of()).stream()
                .map(id -> labels.getOrDefault(id, ""))
                .filter(name -> !name.isBlank())
                .toList();
    }

    /** What a comment was written about; empty if it is about the whole page. */
    String quoteOf(Content comment) {
        return quotes.getOrDefault(comment.id(), "");
    }
}
