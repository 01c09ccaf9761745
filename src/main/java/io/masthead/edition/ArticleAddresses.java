package io.masthead.edition;

import io.masthead.text.WebAddress;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the site shows an article, for whoever has to point at it. The address comes from a setting
 * and never from a request.
 */
@ApplicationScoped
public class ArticleAddresses {

  private static final String KEY = "masthead.site.article-url";
  private static final List<String> NAMES = List.of("lang", "section", "slug", "id");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private final String pattern;

  @Inject
  ArticleAddresses(SiteConfig config) {
    this(config.articleUrl());
  }

  ArticleAddresses(String pattern) {
    this.pattern = pattern.strip();
    check();
  }

  /** A pattern that gives no address stops the start. */
  void start(@Observes StartupEvent event) {
    check();
  }

  private void check() {
    Matcher placeholder = PLACEHOLDER.matcher(pattern);
    while (placeholder.find()) {
      if (!NAMES.contains(placeholder.group(1))) {
        throw refused("it knows {lang}, {section}, {slug} and {id}, not " + placeholder.group());
      }
    }
    if (!pattern.contains("{slug}") && !pattern.contains("{id}")) {
      throw refused("it needs {slug} or {id}");
    }
    if (!WebAddress.isValid(PLACEHOLDER.matcher(pattern).replaceAll("x"))) {
      throw refused("it is no http or https address");
    }
  }

  private ConfigurationException refused(String why) {
    // Quarkus prints this one as its message alone.
    return new ConfigurationException(
        "%s is not a pattern like https://news.example/{section}/{slug}: %s (%s)."
            .formatted(KEY, why, pattern.lines().findFirst().orElse("")));
  }

  /** The address of its page; an article without a section has no step for it. */
  public String of(PublishedArticle article) {
    String address = article.section() == null ? pattern.replaceAll("\\{section}/?", "") : pattern;
    return PLACEHOLDER
        .matcher(address)
        .replaceAll(found -> Matcher.quoteReplacement(encode(value(article, found.group(1)))));
  }

  private static String value(PublishedArticle article, String name) {
    return switch (name) {
      case "lang" -> article.lang();
      case "section" -> article.section();
      case "slug" -> article.slug();
      default -> article.id().toString();
    };
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
