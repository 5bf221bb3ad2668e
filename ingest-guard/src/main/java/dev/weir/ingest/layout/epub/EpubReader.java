package dev.weir.ingest.layout.epub;

import dev.weir.ingest.layout.AsideSink;
import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.web.WebPage;
import dev.weir.ingest.layout.web.WebParsers;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.epub.OPFParser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads one book. Used once. */
final class EpubReader {

    private static final String CONTAINER = "META-INF/container.xml";
    private static final String CONTENTS = "application/x-dtbncx+xml";
    private static final Place WHOLE = new Place.Element("1");

    /** A few names that come with no word. */
    private static final Set<String> SILENT = Set.of("css", "js", "otf", "ttf", "woff", "woff2", "db", "ds_store");

    private static final Set<String> WRITTEN =
            Set.of("txt", "json", "md", "csv", "smil", "pls", "xml", "ncx", "opf", "plist", "xpgt");

    private final EpubPackage files;
    private final EpubMedia media;
    private final ParseContext context;
    private final Metadata metadata;
    private final TextSink sink;
    private final Set<String> read = new HashSet<>();
    private final Set<String> linked = new HashSet<>();
    private final Map<String, EpubBook.Item> waiting = new LinkedHashMap<>();
    private final Deque<EpubBook.Item> found = new ArrayDeque<>();
    private final Set<String> labels = new HashSet<>();
    private Set<String> encrypted = Set.of();
    private int locked;
    private int pages;

    EpubReader(EpubPackage files, ParseContext context, XHTMLContentHandler xhtml, Metadata metadata) {
        this.files = files;
        this.media = new EpubMedia(files, context, xhtml, metadata);
        this.context = context;
        this.metadata = metadata;
        this.sink = context.get(TextSink.class);
    }

    void read() throws IOException, SAXException, TikaException {
        String root = root();
        if (root == null) {
            sink.gap(GapCode.CORRUPT, "the package has no package document");
            for (String path : files.paths()) {
                if (EpubBook.Item.isPage(path)) {
                    page(new EpubBook.Item(path, "", false));
                }
            }
            return;
        }
        Document document = files.tree(root);
        EpubBook book = EpubBook.of(document, root);
        read.addAll(List.of("mimetype", root));
        encrypted = EpubLocks.read(files, book);
        properties(root, book);
        linked.addAll(book.guided());
        navigation(book);
        spine(book);
        Set<String> done = new HashSet<>(read);
        done.addAll(encrypted);
        media.read(book, done);
        rest(book);
        if (locked > 0 || !encrypted.isEmpty()) {
            throw new EncryptedDocumentException(locked + encrypted.size() + " files of the book are encrypted");
        }
    }

    private @Nullable String root() {
        if (files.has(CONTAINER)) {
            for (Element element : files.tree(CONTAINER).getAllElements()) {
                String path = EpubBook.local(element).equals("rootfile") ? element.attr("full-path") : "";
                if (!path.isEmpty() && files.has(path)) {
                    return path;
                }
            }
        }
        return files.paths().stream()
                .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(".opf"))
                .findFirst()
                .orElse(null);
    }

    /** What the book says of itself, first as Tika knows it. */
    private void properties(String root, EpubBook book) {
        try {
            new OPFParser().parse(new ByteArrayInputStream(files.bytes(root)), new DefaultHandler(), metadata, context);
        } catch (IOException | SAXException | TikaException e) {
            sink.gap(GapCode.CORRUPT, "the package document is not well-formed");
        }
        Set<String> known = new HashSet<>();
        for (String name : metadata.names()) {
            Arrays.stream(metadata.getValues(name)).map(String::strip).forEach(known::add);
        }
        for (String text : book.said()) {
            if (!known.contains(text) && Words.speak(text)) {
                sink.newLine(Channel.METADATA);
                sink.text(Channel.METADATA, text, WHOLE, Set.of(Concealment.METADATA));
            }
        }
    }

    /** The labels by which reading systems lead through the book; a page of the book that does so too is read with it. */
    private void navigation(EpubBook book) {
        Set<String> steps = new HashSet<>();
        book.spine().forEach(step -> steps.add(step.item().path()));
        for (EpubBook.Item item : book.items().values()) {
            if (isLocked(item.path()) || !files.has(item.path())) {
                continue;
            }
            if (item.navigates()) {
                labels.addAll(files.tree(item.path()).getElementsByTag("a").eachText());
            }
            if (item.navigates() && !steps.contains(item.path())) {
                page(
                        item,
                        new LinkingSink(
                                new AsideSink(sink, Channel.METADATA, Set.of(Concealment.METADATA)), linker(item)));
            } else if (item.type().equals(CONTENTS) && read.add(item.path())) {
                labels(item);
            } else if (item.navigates()) {
                files.tree(item.path())
                        .getElementsByAttribute("href")
                        .forEach(link -> linker(item).accept(link.attr("href")));
            }
        }
    }

    private void labels(EpubBook.Item item) {
        for (Element element : files.tree(item.path()).getAllElements()) {
            switch (EpubBook.local(element)) {
                case "text" -> {
                    if (labels.add(element.text().strip()) && !element.ownText().isBlank()) {
                        sink.newLine(Channel.METADATA);
                        sink.text(Channel.METADATA, element.ownText(), WHOLE, Set.of(Concealment.METADATA));
                    }
                }
                case "content" -> linker(item).accept(element.attr("src"));
                default -> {
                    // Holds others.
                }
            }
        }
    }

    private void spine(EpubBook book) {
        int lost = book.lost();
        for (EpubBook.Step step : book.spine()) {
            EpubBook.Item item = step.item();
            if (!item.isPage() && !item.type().contains("svg")) {
                continue;
            }
            if (!files.has(item.path())) {
                lost++;
            } else if (step.linear() || linked.contains(item.path())) {
                page(item);
            } else {
                waiting.put(item.path(), item);
            }
        }
        if (lost > 0) {
            sink.gap(GapCode.UNREAD, lost + " documents of the reading order are not there");
        }
        for (EpubBook.Item item : book.items().values()) {
            if (item.isPage() && files.has(item.path()) && !read.contains(item.path())) {
                waiting.put(item.path(), item);
            }
        }
        for (EpubBook.Item item : List.copyOf(waiting.values())) {
            if (linked.contains(item.path())) {
                waiting.remove(item.path());
                found.add(item);
            }
        }
        while (!found.isEmpty()) {
            page(found.remove());
        }
        waiting.values().forEach(item -> page(item, unseen()));
    }

    private void rest(EpubBook book) throws IOException, SAXException {
        for (String path : files.paths()) {
            String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (SILENT.contains(end) || read.contains(path) || media.hasRead(path) || isLocked(path)) {
                continue;
            }
            EpubBook.Item item = new EpubBook.Item(path, "", false);
            if (item.isPage() || end.equals("svg")) {
                page(item, unseen());
            } else if (WRITTEN.contains(end) || path.startsWith("META-INF/")) {
                written(path, book);
            } else if (!book.items().containsKey(path)) {
                media.hand(path, "");
            }
        }
    }

    /** A file of words, or of a tree with words in it. */
    private void written(String path, EpubBook book) {
        String text = files.text(path);
        String words = text.stripLeading().startsWith("<")
                ? Jsoup.parse(text, "", Parser.xmlParser()).text()
                : text.strip();
        if (Words.speak(words)) {
            boolean describes = book.records().contains(path);
            Channel channel = describes ? Channel.METADATA : Channel.HIDDEN;
            sink.newLine(channel);
            sink.text(channel, words, WHOLE, Set.of(describes ? Concealment.METADATA : Concealment.UNREFERENCED_PART));
        }
    }

    private void page(EpubBook.Item item) {
        page(item, new LinkingSink(sink, linker(item)));
    }

    private void page(EpubBook.Item item, TextSink target) {
        if (sink.isFull() || !read.add(item.path())) {
            return;
        }
        if (isLocked(item.path())) {
            locked++;
            return;
        }
        pages++;
        target.newLine(Channel.BODY);
        WebPage.Syntax syntax = item.type().equals("text/html") ? WebPage.Syntax.HTML : WebPage.Syntax.XHTML;
        WebParsers.read(
                new WebPage(files.text(item.path()), syntax, Integer.toString(pages), files.sheets(item.path())),
                target,
                metadata);
        target.newLine(Channel.BODY);
    }

    private TextSink unseen() {
        return new AsideSink(sink, Channel.HIDDEN, Set.of(Concealment.UNREFERENCED_PART));
    }

    /** Notes where a file leads. */
    private Consumer<String> linker(EpubBook.Item item) {
        return target -> {
            String path = EpubPackage.resolve(item.path(), target);
            if (path != null && linked.add(path)) {
                EpubBook.Item awaited = waiting.remove(path);
                if (awaited != null) {
                    found.add(awaited);
                }
            }
        };
    }

    private boolean isLocked(String path) {
        return encrypted.contains(path) || files.isLocked(path);
    }
}
