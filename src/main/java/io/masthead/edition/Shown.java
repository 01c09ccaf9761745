package io.masthead.edition;

import io.masthead.term.TermKind;
import io.masthead.text.Slug;
import java.util.UUID;

/** What answers to readers show, by the names under which they are kept and dropped. */
public final class Shown {

  /** Which articles there are, of the whole site, and when each was published. */
  public static final String ARTICLES = "articles";

  /** Any article that is published, in any respect: for what shows hundreds. */
  public static final String EDITIONS = "editions";

  /** Which comments there are, of the whole site. */
  public static final String LATEST_COMMENTS = "comments";

  /** What stands near what: another shape of the terms changes it for all. */
  public static final String RELATED = "related";

  /** What was put right, on the whole site. */
  public static final String CORRECTIONS = "corrections";

  /** What is read most, which time alone makes another. */
  public static final String TRENDING = "trending";

  private Shown() {}

  public static String article(UUID id) {
    return "article-" + id;
  }

  /** As {@link #ARTICLES}, in one language. */
  public static String language(String lang) {
    return "lang-" + lang;
  }

  /** What stands in a section, given by any id or slug that means it. */
  public static String section(String ref) {
    return TermKind.SECTION.named(Slug.canonical(ref));
  }

  /** Which article a slug means: one that is published under it may take it from another. */
  public static String slug(String ref) {
    return "slug-" + Slug.canonical(ref);
  }

  /** What was published under an author, a section or a tag, for those that stand there too. */
  static String under(UUID term) {
    return "under-" + term;
  }

  /** The comments under an article, in number, order and words. */
  public static String comments(UUID article) {
    return "comments-" + article;
  }
}
