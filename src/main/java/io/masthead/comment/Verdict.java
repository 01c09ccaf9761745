package io.masthead.comment;

import java.util.List;

/** What the rules say of a comment: why it waits, or nothing where it is shown. */
record Verdict(List<String> reasons) {

  boolean isHeld() {
    return !reasons.isEmpty();
  }
}
