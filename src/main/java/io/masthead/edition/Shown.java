package io.masthead.edition;

import io.masthead.text.Slug;
import java.util.UUID;

/** What answers to readers show, by the names under which they are kept and dropped. */
public final class Shown {

  /** Which articles there are, in whatever list. */
  public static final String ARTICLES = "articles";

  /** Which comments there are, of the whole site. */
  public static final String LATEST_COMMENTS = "comments";

  private Shown() {}

  public static String article(UUID id) {
    return "article-" + id;
  }

  /** Which article a slug means: one that is published under it may take it from another. */
  public static String slug(String ref) {
    return "slug-" + Slug.canonical(ref);
  }

  /** The comments under an article, in number, order and words. */
  public static String comments(UUID article) {
    return "comments-" + article;
  }
}
