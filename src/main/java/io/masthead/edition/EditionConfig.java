package io.masthead.edition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings of what readers get; see the table in the README. */
@ConfigMapping(prefix = "masthead")
public interface EditionConfig {

  /** The site's default language (BCP 47): chosen where a slug is used in several. */
  @WithDefault("en")
  String language();

  /** Days after first publication until an article's comments close; 0 for never. */
  @WithName("comments.close-after-days")
  @WithDefault("14")
  int commentsCloseAfterDays();
}
