package io.masthead.edition;

import io.masthead.text.AddressPattern;
import io.masthead.text.Line;
import io.masthead.text.WebUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the site that shows what is published; see the table in the README. */
@ConfigMapping(prefix = "masthead.site")
interface SiteConfig {

  /** What it is called, in feeds and for search engines. */
  @WithDefault("Masthead")
  @Line(max = 100)
  String name();

  /** Its first page. */
  @WithDefault("http://localhost:8080/sample/")
  @WebUrl(asciiOnly = true)
  String url();

  /** Where its readers reach this service: what {@code /api/v1} stands behind. */
  @WithDefault("http://localhost:8080")
  @WebUrl(asciiOnly = true)
  String apiUrl();

  /** Where an article's page is: a pattern with {@code {slug}} or {@code {id}} in it. */
  @WithDefault("http://localhost:8080/sample/article.html?id={slug}")
  @AddressPattern(
      knows = {"lang", "section", "slug", "id"},
      needs = {"slug", "id"})
  String articleUrl();
}
