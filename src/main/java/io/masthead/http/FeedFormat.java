package io.masthead.http;

import java.util.Locale;

/** How a feed is written. */
public enum FeedFormat {
  /** RSS 2.0, with authors as Dublin Core has them. */
  RSS(FeedFormat.RSS_TYPE),
  /** RFC 4287. */
  ATOM(FeedFormat.ATOM_TYPE),
  /** JSON Feed 1.1. */
  JSON(FeedFormat.JSON_TYPE);

  public static final String RSS_TYPE = "application/rss+xml";
  public static final String ATOM_TYPE = "application/atom+xml";
  public static final String JSON_TYPE = "application/feed+json";

  final String mediaType;

  FeedFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What its addresses end in, after a dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  String contentType() {
    return this == JSON ? mediaType : mediaType + "; charset=utf-8";
  }
}
