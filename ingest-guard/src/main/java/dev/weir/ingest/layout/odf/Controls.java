package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** The controls of forms: what they show, where they are drawn, and what they keep. */
final class Controls {

    private static final int MAX_CONTROLS = 20_000;
    private static final int MAX_NOTES = 1_000;

    /** Controls whose label is all that they show. */
    private static final Set<String> LABELS =
            Set.of("form:fixed-text", "form:button", "form:checkbox", "form:radio", "form:frame", "form:image-frame");

    /** What is said of a control and not shown in it. */
    private record Note(Channel channel, String text) {}

    private static final class Control {
        private final StringBuilder shown = new StringBuilder();
        private final List<Note> notes = new ArrayList<>();
        private boolean hidden;

        private void show(String text) {
            if (!text.isBlank()) {
                shown.append(shown.isEmpty() ? "" : "\n").append(text);
            }
        }

        private void note(Channel channel, String text) {
            if (!text.isBlank() && notes.size() < MAX_NOTES) {
                notes.add(new Note(channel, text));
            }
        }
    }

    private final Map<String, Control> controls = new LinkedHashMap<>();
    private int unnamed;

    /** Reads the forms on which the walk stands. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.children(name -> form(name, walk));
    }

    private void form(String name, XmlWalk walk) throws XMLStreamException {
        if (name.equals("form:form") || name.equals("form:item") || !name.startsWith("form:")) {
            walk.children(child -> form(child, walk));
            return;
        }
        if (controls.size() >= MAX_CONTROLS) {
            throw new XMLStreamException("there are too many controls");
        }
        Control control = new Control();
        String id = walk.attribute("id", "unnamed " + ++unnamed);
        control.note(Channel.ALT_TEXT, walk.attribute("title", ""));
        String label = walk.attribute("label", "");
        String value = walk.attribute("value", "");
        String current = walk.attribute("current-value", value);
        if (name.equals("form:hidden") || name.equals("form:password")) {
            control.hidden = true;
            control.show(current);
        } else if (LABELS.contains(name)) {
            control.show(label);
            note(control, current);
        } else {
            control.show(current);
            note(control, label);
        }
        if (!value.equals(current)) {
            note(control, value);
        }
        walk.children(child -> content(child, walk, control));
        controls.putIfAbsent(id, control);
    }

    private static void note(Control control, String text) {
        if (Words.speakPlainly(text)) {
            control.note(Channel.HIDDEN, text);
        }
    }

    private static void content(String name, XmlWalk walk, Control control) throws XMLStreamException {
        switch (name) {
            case "text:p" -> control.show(walk.text());
            case "form:option", "form:item" -> {
                String label = walk.attribute("label", "");
                boolean chosen = walk.attribute("current-selected", walk.attribute("selected", ""))
                        .equals("true");
                if (chosen) {
                    control.show(label);
                } else {
                    control.note(Channel.HIDDEN, label);
                }
                note(control, walk.attribute("value", ""));
            }
            case "form:property" -> {
                boolean visible = !walk.attribute("property-name", "").equals("EnableVisible")
                        || !walk.attribute("boolean-value", "").equals("false");
                control.hidden |= !visible;
                note(control, walk.attribute("string-value", ""));
            }
            default -> walk.children(child -> content(child, walk, control));
        }
    }

    /** The control of this name is drawn here. */
    void show(String id, Pen pen) throws XMLStreamException {
        Control control = controls.remove(id);
        if (control != null) {
            write(control, control.hidden, pen);
        }
    }

    /** Writes the controls that are not drawn anywhere. */
    void rest(Pen pen) throws XMLStreamException {
        for (Control control : controls.values()) {
            write(control, true, pen);
        }
        controls.clear();
    }

    private static void write(Control control, boolean hidden, Pen pen) throws XMLStreamException {
        pen.within(Concealment.HIDDEN_OBJECT, hidden, () -> {
            if (!control.shown.isEmpty()) {
                pen.paragraph(() -> pen.exactly(control.shown.toString()));
            }
            for (Note note : control.notes) {
                pen.beside(note.channel, note.text, Concealment.ATTRIBUTE_ONLY);
            }
        });
    }
}
