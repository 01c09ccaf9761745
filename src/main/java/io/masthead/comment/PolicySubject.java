package io.masthead.comment;

import java.util.UUID;

/** What is spoken of: a section, an article, or the site where neither is set. */
record PolicySubject(UUID section, UUID article) {

  static final PolicySubject SITE = new PolicySubject(null, null);

  static PolicySubject ofSection(UUID section) {
    return new PolicySubject(section, null);
  }

  static PolicySubject ofArticle(UUID article) {
    return new PolicySubject(null, article);
  }
}
