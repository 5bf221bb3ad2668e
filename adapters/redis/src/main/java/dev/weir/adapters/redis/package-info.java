/**
 * What behaviour monitors know, on a Redis server that several nodes share. Begin with
 * {@link dev.weir.adapters.redis.RedisStates}.
 *
 * <p>The invariant: a state changes only from what was read to what was made of it, in one step on the server. The threat
 * answered is the thief who asks every node a little.
 */
@NullMarked
package dev.weir.adapters.redis;

import org.jspecify.annotations.NullMarked;
