/**
 * Question in, safe context out.
 *
 * <p>A request enters here and leaves as a context made of chunks whose seal, scope and content still hold. Any exception
 * yields fewer chunks, never more, and no document parser is on the class path. It answers the threat that a store returns
 * rows it should not, or rows that were planted.
 */
@NullMarked
package dev.weir.retrieve;

import org.jspecify.annotations.NullMarked;
