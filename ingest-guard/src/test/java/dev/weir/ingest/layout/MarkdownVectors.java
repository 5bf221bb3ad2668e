package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ways to hide a sentence in Markdown. */
final class MarkdownVectors {

    private final List<Vector> vectors = new ArrayList<>();

    private MarkdownVectors() {}

    static List<Vector> all() {
        MarkdownVectors all = new MarkdownVectors();
        all.comment("comment", "<!-- § -->");
        all.comment("comment inside a line", "The well <!-- § --> is deep.");
        all.comment("definition as a comment", "[//]: # (§)");
        all.comment("title of an unused definition", "[nobody]: https://example.org \"§\"");
        all.comment("label of an unused definition", "[§]: https://example.org");
        all.add(
                "title of a link",
                "[A link](https://example.org \"§\").",
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
        all.add(
                "title of a link without text",
                "[](https://example.org \"§\")",
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
        all.add("text for a picture", "![§](a.png)", Channel.ALT_TEXT, Concealment.ATTRIBUTE_ONLY);
        all.add("hidden block", "<div hidden>\n\n§\n\n</div>", Channel.HIDDEN, Concealment.CSS_HIDDEN);
        all.add(
                "hidden words",
                "The well <span style=\"display:none\">§</span> is deep.",
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        all.add(
                "class in a style sheet",
                "<style>.x{font-size:0}</style>\n<p class=\"x\">§</p>",
                Channel.HIDDEN,
                Concealment.TINY_GLYPH);
        all.vectors.add(new Vector(
                "notes.md",
                "front matter",
                sentence -> bytes("---\ntitle: Wells\nnote: §\n---\n# Wells\n\nThe well is deep.\n", sentence),
                sentence -> file("§", sentence),
                TikaSays.BODY,
                Channel.METADATA,
                Concealment.METADATA,
                Place.Line.class));
        return all.vectors;
    }

    private void comment(String way, String body) {
        add(way, body, Channel.COMMENT, Concealment.COMMENT);
    }

    private void add(String way, String body, Channel channel, Concealment code) {
        vectors.add(new Vector(
                "notes.md",
                way,
                sentence -> file(body, sentence),
                sentence -> file("§", sentence),
                TikaSays.BODY,
                channel,
                code,
                Place.Line.class));
    }

    private static byte[] file(String body, String sentence) {
        return bytes("# Wells\n\nThe well is deep.\n\n" + body + "\n\nThe end of the notes.\n", sentence);
    }

    private static byte[] bytes(String markdown, String sentence) {
        return markdown.replace("§", sentence).getBytes(StandardCharsets.UTF_8);
    }
}
