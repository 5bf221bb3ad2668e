/**
 * The structural pass over pictures: their fields and comments, the text that stands among their bytes, and what was
 * appended behind the picture. {@link dev.weir.ingest.layout.image.ImageParsers} is the entry point.
 *
 * <p>Places: a field is an {@code Element} of the number of its directory and its own; a stretch of text among the bytes is an
 * {@code Element} of one number; of appended text the lines are counted.
 *
 * <p>Invariants: what is said in a picture file and not shown by it never reaches the body; the picture itself is not
 * unpacked to find text among its bytes.
 *
 * <p>Threat: orders in comments, in properties, in chunks that no program shows, and behind the end of the picture.
 *
 * <p>Not guaranteed: what is packed, or drawn into the lowest bits of the pixels, is not found.
 */
@NullMarked
package dev.weir.ingest.layout.image;

import org.jspecify.annotations.NullMarked;
