package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Place;
import org.jsoup.nodes.Element;

/** Says where in its file a text of a page stands. */
interface Places {

    /** Hears of each element in the order of the document. */
    void enter(Element element);

    /** The place of text in the element of this path, at the point that was reached. */
    Place at(String path);

    /** Whether all text of an element has one place. */
    boolean areFixed();

    /** Paths of elements. */
    static Places ofElements() {
        return new Places() {
            @Override
            public void enter(Element element) {}

            @Override
            public Place at(String path) {
                return new Place.Element(path);
            }

            @Override
            public boolean areFixed() {
                return true;
            }
        };
    }
}
