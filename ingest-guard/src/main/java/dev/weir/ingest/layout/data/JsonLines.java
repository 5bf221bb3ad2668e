package dev.weir.ingest.layout.data;

import com.fasterxml.jackson.core.JsonToken;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.Set;

/** Writes the values of a JSON text as lines. */
final class JsonLines {

    private final TextSink sink;
    private final ElementPath path = new ElementPath();
    private String name = "";

    JsonLines(TextSink sink) {
        this.sink = sink;
    }

    void take(JsonToken token, String text) {
        switch (token) {
            case FIELD_NAME -> name = text + ':';
            case START_OBJECT, START_ARRAY -> {
                path.enter();
                if (!name.isEmpty()) {
                    sink.newLine(Channel.BODY);
                    sink.text(Channel.BODY, name, path.here(), Set.of());
                }
                sink.newLine(Channel.BODY);
                name = "";
            }
            case END_OBJECT, END_ARRAY -> {
                path.leave();
                sink.newLine(Channel.BODY);
            }
            case VALUE_STRING -> value(text);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT ->
                plain(text);
            case NOT_AVAILABLE -> {}
        }
    }

    private void value(String text) {
        sink.newLine(Channel.BODY);
        sink.text(Channel.BODY, name.isEmpty() ? text : name + ' ' + text, path.next(), Set.of());
        sink.newLine(Channel.BODY);
        name = "";
    }

    /** Numbers in a row stay in one line. */
    private void plain(String text) {
        if (name.isEmpty()) {
            sink.blank(Channel.BODY);
            sink.text(Channel.BODY, text, path.next(), Set.of());
        } else {
            value(text);
        }
    }
}
