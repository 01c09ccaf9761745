package io.masthead.http;

/** What is read, as far as it matters for how long an answer may be reused. */
public enum AnswerKind {
  ARTICLE,
  LIST,
  /** An author, a section, a tag, and their lists. */
  TERM,
  COMMENTS,
  COUNTS,
  FEED;

  HttpConfig.Freshness in(HttpConfig config) {
    return switch (this) {
      case ARTICLE -> config.article();
      case LIST -> config.list();
      case TERM -> config.term();
      case COMMENTS -> config.comments();
      case COUNTS -> config.counts();
      case FEED -> config.feed();
    };
  }
}
