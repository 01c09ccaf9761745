/**
 * Keeps finished answers in memory until what they show changes: here with the commit of the
 * change, on other replicas within a second. An answer is <i>loaded</i> once for all who ask
 * meanwhile, is kept under what it <i>shows</i>, and is <i>dropped</i> when some of that changes.
 * Owns the table cache_drop.
 */
package io.masthead.cache;
