package dev.weir.ingest.layout;

import dev.weir.models.detect.Channel;
import java.util.function.Function;

/**
 * One way to hide a sentence in a file of one format, and the same file with the sentence in plain view.
 *
 * @param file name that a file of this format has
 * @param way what the table calls it
 * @param hidden makes the file that hides a sentence
 * @param control makes the file that shows it
 * @param tika where plain Tika puts the hidden sentence
 * @param channel where Weir must put it
 * @param code why a reader does not see it
 * @param place what kind of place it must have
 */
record Vector(
        String file,
        String way,
        Function<String, byte[]> hidden,
        Function<String, byte[]> control,
        TikaSays tika,
        Channel channel,
        Concealment code,
        Class<? extends Place> place) {

    /** Where a sentence ends up in plain Tika, as it comes and without settings. */
    enum TikaSays {
        /** In the body, like any other text. */
        BODY,
        /** In a property of the document. */
        PROPERTY,
        /** Nowhere. */
        LOST
    }

    /** The same way to hide, if plain Tika gives nothing of it. */
    Vector lost() {
        return new Vector(file, way, hidden, control, TikaSays.LOST, channel, code, place);
    }

    @Override
    public String toString() {
        return file + ": " + way;
    }
}
