package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Ways to hide a sentence in a book. */
final class EpubVectors {

    private static final String LINK = "<link rel=\"stylesheet\" type=\"text/css\" href=\"../css/book.css\"/>";
    private static final String CHAPTER = "<p>The first chapter.</p>";

    private final List<Vector> vectors = new ArrayList<>();

    private EpubVectors() {}

    static List<Vector> all() {
        EpubVectors all = new EpubVectors();
        all.sheets();
        all.documents();
        all.besideTheText();
        return all.vectors;
    }

    private void sheets() {
        sheet(
                "class in a style sheet of the book",
                LINK,
                ".q{display:none}",
                ".q{display:block}",
                Concealment.CSS_HIDDEN);
        sheet(
                "white by a style sheet of the book",
                LINK,
                ".q{color:white}",
                ".q{color:navy}",
                Concealment.LOW_CONTRAST);
        sheet(
                "tiny by a style sheet of the book",
                LINK,
                "p.q{font-size:1px}",
                "p.q{font-size:15px}",
                Concealment.TINY_GLYPH);
        add(
                "style sheet that another one imports",
                s -> sheeted(LINK, "@import url('more.css');", s)
                        .file("more", "css/more.css", "text/css", "", ".q{visibility:hidden}"),
                s -> sheeted(LINK, "@import 'more.css';", s)
                        .file("more", "css/more.css", "text/css", "", ".q{visibility:visible}"),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        String instruction = "<?xml-stylesheet type=\"text/css\" href=\"../css/book.css\"?>";
        add(
                "style sheet that an instruction names",
                s -> sheeted("", ".q{display:none}", s).part("book/text/one.xhtml", instruction + quiet("", s)),
                s -> sheeted("", ".q{display:block}", s).part("book/text/one.xhtml", instruction + quiet("", s)),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        add(
                "hidden paragraph",
                s -> EpubFile.of(CHAPTER + "<p hidden=\"hidden\">" + s + "</p>"),
                EpubVectors::shown,
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
    }

    private void documents() {
        apart(
                "document outside of the reading order",
                s -> EpubFile.of(CHAPTER).file("two", "two.xhtml", "application/xhtml+xml", "", paragraph(s)),
                s -> EpubFile.of("<p><a href=\"../two.xhtml#a\">Two</a></p>")
                        .file("two", "two.xhtml", "application/xhtml+xml", "", paragraph(s)),
                TikaSays.BODY);
        apart(
                "document beside the reading order",
                s -> EpubFile.of(CHAPTER).chapter("two", "linear=\"no\"", paragraph(s)),
                s -> EpubFile.of(CHAPTER).chapter("two", "linear=\"yes\"", paragraph(s)),
                TikaSays.BODY);
        apart(
                "page that the book does not list",
                s -> EpubFile.of(CHAPTER).part("book/two.html", paragraph(s)),
                EpubVectors::shown,
                TikaSays.LOST);
        apart(
                "text that the book does not list",
                s -> EpubFile.of(CHAPTER).part("book/notes.txt", s),
                EpubVectors::shown,
                TikaSays.LOST);
        apart(
                "words in a file about the package",
                s -> EpubFile.of(CHAPTER).part("META-INF/rights.xml", "<rights><note>" + s + "</note></rights>"),
                EpubVectors::shown,
                TikaSays.LOST);
    }

    private void besideTheText() {
        String labels = "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><navMap><navPoint><navLabel><text>§"
                + "</text></navLabel><content src=\"text/one.xhtml\"/></navPoint></navMap></ncx>";
        named(
                "label in the table of contents",
                s -> EpubFile.of(CHAPTER)
                        .file("toc", "toc.ncx", "application/x-dtbncx+xml", "", labels.replace("§", s)),
                TikaSays.LOST);
        named(
                "label in the navigation",
                s -> EpubFile.of(CHAPTER)
                        .file("nav", "nav.xhtml", "application/xhtml+xml", "properties=\"nav\"", paragraph(s)),
                TikaSays.BODY);
        named(
                "property of the book",
                s -> EpubFile.of(CHAPTER).metadata("<meta property=\"x:note\">" + s + "</meta>"),
                TikaSays.LOST);
        named(
                "title in the guide",
                s -> EpubFile.of(CHAPTER)
                        .rest("<guide><reference type=\"text\" title=\"" + s + "\" href=\"text/one.xhtml\"/></guide>"),
                TikaSays.LOST);
        add(
                "alt of a picture",
                s -> EpubFile.of(CHAPTER + "<img src=\"none.png\" alt=\"" + s + "\"/>"),
                EpubVectors::shown,
                TikaSays.LOST,
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
        add(
                "comment",
                s -> EpubFile.of(CHAPTER + "<!-- " + s + " -->"),
                EpubVectors::shown,
                TikaSays.LOST,
                Channel.COMMENT,
                Concealment.COMMENT);
    }

    private void sheet(String way, String head, String hiding, String showing, Concealment code) {
        add(way, s -> sheeted(head, hiding, s), s -> sheeted(head, showing, s), TikaSays.BODY, Channel.HIDDEN, code);
    }

    private void apart(
            String way, Function<String, EpubFile> hidden, Function<String, EpubFile> control, TikaSays tika) {
        add(way, hidden, control, tika, Channel.HIDDEN, Concealment.UNREFERENCED_PART);
    }

    private void named(String way, Function<String, EpubFile> hidden, TikaSays tika) {
        add(way, hidden, EpubVectors::shown, tika, Channel.METADATA, Concealment.METADATA);
    }

    private void add(
            String way,
            Function<String, EpubFile> hidden,
            Function<String, EpubFile> control,
            TikaSays tika,
            Channel channel,
            Concealment code) {
        vectors.add(new Vector(
                "book.epub",
                way,
                s -> hidden.apply(s).bytes(),
                s -> control.apply(s).bytes(),
                tika,
                channel,
                code,
                Place.Element.class));
    }

    private static EpubFile shown(String sentence) {
        return EpubFile.of(CHAPTER + "<p>" + sentence + "</p>");
    }

    private static EpubFile sheeted(String head, String css, String sentence) {
        return EpubFile.of("", "")
                .part("book/text/one.xhtml", quiet(head, sentence))
                .file("css", "css/book.css", "text/css", "", css);
    }

    private static String quiet(String head, String sentence) {
        return EpubFile.page(head, CHAPTER + "<p class=\"q\">" + sentence + "</p>")
                .replace("<?xml version=\"1.0\"?>", "");
    }

    private static String paragraph(String sentence) {
        return EpubFile.page("", "<p>" + sentence + "</p>");
    }
}
