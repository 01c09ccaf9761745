/**
 * Who a visitor is, for what may be done once each: a keyed hash under a salt that lives a day. An
 * address or agent is never stored or logged.
 *
 * <p>Words: the <em>subject</em> is what a visitor is told apart for, such as an article; a
 * <em>mark</em> is a visitor's of one subject on one day. Tables: {@code view_salt}.
 */
package io.masthead.visitor;
