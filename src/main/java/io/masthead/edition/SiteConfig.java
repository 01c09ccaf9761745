package io.masthead.edition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the site that shows what is published; see the table in the README. */
@ConfigMapping(prefix = "masthead.site")
interface SiteConfig {

  /** Where an article's page is: a pattern with {@code {slug}} or {@code {id}} in it. */
  @WithDefault("http://localhost:8080/sample/article.html?id={slug}")
  String articleUrl();
}
