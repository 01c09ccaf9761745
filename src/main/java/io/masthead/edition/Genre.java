package io.masthead.edition;

/** What kind of journalism an article is, after schema.org's kinds of NewsArticle. */
public enum Genre {
  NEWS,
  OPINION,
  ANALYSIS,
  INTERVIEW,
  REVIEW,
  EXPLAINER,
  LIVE,
  OBITUARY,
  LETTER,
  SPONSORED,
  SATIRE
}
