package io.masthead.edition;

import io.masthead.text.LanguageTag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Settings of what readers get; see the table in the README. */
@ConfigMapping(prefix = "masthead")
public interface EditionConfig {

  /** The site's default language (BCP 47): chosen where a slug is used in several. */
  @WithDefault("en")
  @LanguageTag
  String language();

  /** Days after first publication until an article's comments close; 0 for never. */
  @WithName("comments.close-after-days")
  @WithDefault("14")
  @Min(0)
  @Max(36_500)
  int commentsCloseAfterDays();
}
