package dev.weir.adapters.springai;

import org.springframework.ai.document.ContentFormatter;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;

/**
 * Formats a document as its text in every {@link MetadataMode}, so that neither an embedding nor a prompt holds a seal, a tag
 * or a field that nobody screened.
 */
enum TextOnly implements ContentFormatter {
    INSTANCE;

    @Override
    public String format(Document document, MetadataMode mode) {
        String text = document.getText();
        return text == null ? "" : text;
    }

    /** The same document, formatted so. */
    static Document in(Document document) {
        document.setContentFormatter(INSTANCE);
        return document;
    }
}
