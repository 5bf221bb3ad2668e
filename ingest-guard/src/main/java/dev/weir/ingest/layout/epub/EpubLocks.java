package dev.weir.ingest.layout.epub;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Which files of a book are encrypted. */
final class EpubLocks {

    private static final String LIST = "META-INF/encryption.xml";

    /** Changes the first bytes of a font, so that it is of no use outside of its book. */
    private static final Set<String> OF_FONTS =
            Set.of("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC");

    private EpubLocks() {}

    /** The paths of what is encrypted. A font that is only kept from being taken out has no text. */
    static Set<String> read(EpubPackage files, EpubBook book) {
        Set<String> locked = new HashSet<>();
        if (files.has(LIST)) {
            String method = "";
            for (Element element : files.tree(LIST).getAllElements()) {
                switch (EpubBook.local(element)) {
                    case "encrypteddata" -> method = "";
                    case "encryptionmethod" -> method = element.attr("Algorithm");
                    case "cipherreference" -> {
                        String path = EpubPackage.resolve("", element.attr("URI"));
                        if (path != null && !(OF_FONTS.contains(method) && isFont(path, book))) {
                            locked.add(path);
                        }
                    }
                    default -> {
                        // Holds others.
                    }
                }
            }
        }
        return locked;
    }

    private static boolean isFont(String path, EpubBook book) {
        EpubBook.Item item = book.items().get(path);
        String name = path.toLowerCase(Locale.ROOT);
        return (item != null && item.type().contains("font"))
                || name.endsWith(".otf")
                || name.endsWith(".ttf")
                || name.endsWith(".woff")
                || name.endsWith(".woff2");
    }
}
