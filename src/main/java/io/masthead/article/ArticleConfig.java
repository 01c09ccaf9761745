package io.masthead.article;

import io.masthead.text.AddressPattern;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the desk; see the table in the README. */
@ConfigMapping(prefix = "masthead")
interface ArticleConfig {

  /** Where a preview is shown: a pattern with {@code {token}} in it. */
  @WithName("site.preview-url")
  @WithDefault("http://localhost:8080/api/v1/previews/{token}")
  @AddressPattern(knows = "token", needs = "token")
  String previewUrl();

  /** How long somebody who says that they are editing an article is believed. */
  @WithName("articles.lock-lease")
  @WithDefault("5m")
  @DurationMin(seconds = 1)
  Duration lockLease();
}
