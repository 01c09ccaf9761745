package io.masthead.comment;

import java.util.List;

/** What the rules say of a comment, and why; no reason where it is shown. */
record Verdict(Outcome outcome, List<String> reasons) {

  static final Verdict SHOWN = new Verdict(Outcome.SHOW, List.of());

  static Verdict held(String... reasons) {
    return new Verdict(Outcome.HOLD, List.of(reasons));
  }

  boolean isShown() {
    return outcome == Outcome.SHOW;
  }
}
