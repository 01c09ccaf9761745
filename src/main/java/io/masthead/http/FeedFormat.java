package io.masthead.http;

/** How a feed is written. */
public enum FeedFormat {
  /** RSS 2.0, with the author as Dublin Core has it. */
  RSS(FeedFormat.RSS_TYPE),
  /** RFC 4287. */
  ATOM(FeedFormat.ATOM_TYPE);

  public static final String RSS_TYPE = "application/rss+xml";
  public static final String ATOM_TYPE = "application/atom+xml";

  final String mediaType;

  FeedFormat(String mediaType) {
    this.mediaType = mediaType;
  }
}
