/**
 * The clock of all replicas, injectable, the time-ordered ids made from it, and what is logged of
 * the jobs that run by it. Owns no table.
 */
package io.masthead.time;
