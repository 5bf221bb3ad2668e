package dev.weir.ingest.layout.confluence;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One object of an export that can have a text or a file: a page, a post, a comment, an attachment or the like.
 *
 * @param kind its class
 * @param id of its own
 * @param texts its plain properties
 * @param links the ids of the objects that its other properties name
 * @param bodies the ids of its texts, as the object itself lists them
 */
record Content(String kind, String id, Map<String, String> texts, Map<String, String> links, List<String> bodies) {

    Content {
        requireNonNull(kind, "kind is null");
        requireNonNull(id, "id is null");
        texts = Map.copyOf(texts);
        links = Map.copyOf(links);
        bodies = List.copyOf(bodies);
    }

    boolean isPage() {
        return kind.equals("Page") || kind.equals("BlogPost");
    }

    boolean isComment() {
        return kind.equals("Comment");
    }

    boolean isAttachment() {
        return kind.equals("Attachment");
    }

    String title() {
        String title = texts.getOrDefault("title", "");
        return title.isEmpty() ? texts.getOrDefault("fileName", "") : title;
    }

    /** The id of what this is an earlier version or a draft of; empty if it is neither. */
    String original() {
        String original = links.getOrDefault("originalVersion", "");
        return original.isEmpty() ? texts.getOrDefault("originalVersionId", "").strip() : original;
    }

    /** The id of the page or the comment on which this stands; empty if there is none. */
    String container() {
        for (String name : List.of("containerContent", "owner", "page", "content", "container")) {
            String id = links.getOrDefault(name, "");
            if (!id.isEmpty()) {
                return id;
            }
        }
        return "";
    }

    /** Whether readers of the space are shown it: an archived page is, a draft and a deleted one are not. */
    boolean isShown() {
        String status = texts.getOrDefault("contentStatus", "").strip().toLowerCase(Locale.ROOT);
        return original().isEmpty() && (status.isEmpty() || status.equals("current") || status.equals("archived"));
    }

    boolean isDraft() {
        return texts.getOrDefault("contentStatus", "").strip().equalsIgnoreCase("draft");
    }
}
