package io.masthead.feed;

import io.masthead.text.WebUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** Settings of feeds; see the table in the README. */
@ConfigMapping(prefix = "masthead.feeds")
interface FeedConfig {

  /** How much of an article a feed holds. */
  enum Content {
    /** The text, where anybody may read it and others may carry it. */
    FULL,
    /** The lines under the title. */
    STANDFIRST
  }

  @WithDefault("full")
  Content content();

  /** How many articles a feed holds. */
  @WithDefault("30")
  @Min(1)
  @Max(100)
  int entries();

  /** Whether articles are in feeds whose original stands elsewhere. */
  @WithDefault("true")
  boolean elsewhere();

  /** Where changes are told (WebSub). */
  Optional<@WebUrl(asciiOnly = true) String> hub();
}
