package io.masthead.edition;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the site shows an article, for whoever has to point at it. The address comes from a setting
 * and never from a request.
 */
@ApplicationScoped
public class ArticleAddresses {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private final String pattern;

  @Inject
  ArticleAddresses(SiteConfig config) {
    this(config.articleUrl());
  }

  ArticleAddresses(String pattern) {
    this.pattern = pattern;
  }

  /** The address of its page; an article without a section has no step for it. */
  public String of(PublishedArticle article) {
    return of(article.id(), article.lang(), article.section(), article.slug());
  }

  /** As {@link #of(PublishedArticle)}. */
  public String of(ArticleDocument article) {
    String section = article.section() == null ? null : article.section().slug();
    return of(article.id(), article.lang(), section, article.slug());
  }

  /** As {@link #of(PublishedArticle)}; the section's slug may be null. */
  String of(UUID id, String lang, String section, String slug) {
    String address = section == null ? pattern.replaceAll("\\{section}/?", "") : pattern;
    return PLACEHOLDER
        .matcher(address)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Site.encode(
                        switch (found.group(1)) {
                          case "lang" -> lang;
                          case "section" -> section;
                          case "slug" -> slug;
                          default -> id.toString();
                        })));
  }
}
