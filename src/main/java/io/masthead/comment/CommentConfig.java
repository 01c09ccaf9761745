package io.masthead.comment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Settings of comments; see the table in the README. */
@ConfigMapping(prefix = "masthead.comments")
interface CommentConfig {

  /**
   * Whose comments wait for a moderator where the article does not say: pre all, post none, first
   * those of guests who have none approved yet.
   */
  @WithDefault("first")
  Moderation moderation();

  /** How deep replies nest; deeper ones hang at the limit. */
  @WithDefault("5")
  @Min(0)
  @Max(10)
  int maxDepth();

  /** With more links than this a guest's comment waits for a moderator. */
  @WithDefault("3")
  @Min(0)
  int maxLinks();

  /** So many readers' reports make a comment wait that nobody has approved; 0 for never. */
  @WithDefault("3")
  @Min(0)
  int reportsToHold();

  /** How long its writer may change or take back a comment, in minutes. */
  @WithDefault("15")
  @Min(0)
  @Max(1440)
  int editWindow();

  /** How long writers' e-mail addresses are kept, in days. */
  @WithDefault("90")
  @Min(1)
  @Max(3660)
  int emailKept();
}
