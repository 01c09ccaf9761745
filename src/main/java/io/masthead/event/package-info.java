/**
 * Tells others what happens to what readers get, so that they need not ask for all of it again. An
 * <i>event</i> is written to the <i>outbox</i> by the transaction that it tells of; once that is
 * committed, the <i>line</i> gives it its <i>position</i>, after which nothing is ever seen that
 * stands before it. <i>Sync</i> gives articles as they stand now, those first that changed first; a
 * <i>stream</i> gives the events themselves, as they come. A <i>token</i> says how far somebody has
 * read, of either. Owns the tables event_outbox, event, event_latest and event_line.
 */
package io.masthead.event;
