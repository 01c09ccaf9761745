package io.masthead.comment;

import java.time.LocalDate;

/**
 * By what a visitor is known who likes or reports a comment.
 *
 * @param mark of this visitor, this day and this comment alone
 */
record ReaderMark(LocalDate day, byte[] mark) {}
