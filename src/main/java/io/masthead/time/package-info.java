/** The clock, injectable, and the time-ordered ids made from it. Owns no table. */
package io.masthead.time;
