/**
 * What can be seen of a guarded store without reading its audit log: {@link dev.weir.adapters.springai.observe.WeirMeters}
 * and {@link dev.weir.adapters.springai.observe.WeirHealth}. Codes and numbers only; a tenant's id is in no label unless an
 * operator asks for it.
 */
@NullMarked
package dev.weir.adapters.springai.observe;

import org.jspecify.annotations.NullMarked;
