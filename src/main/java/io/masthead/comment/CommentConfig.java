package io.masthead.comment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** Settings of comments; see the table in the README. */
@ConfigMapping(prefix = "masthead.comments")
interface CommentConfig {

  /**
   * Whose comments wait for a moderator where nothing else is said: pre all, post none, first those
   * of guests who have none approved yet.
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

  /** Whether the form's token is looked at, or has to be sent. */
  @WithDefault("optional")
  FormTokenUse formToken();

  /** Whether what was said within a day, or nearly that, waits. */
  @WithDefault("true")
  boolean holdRepeats();

  /** From which spam score on a comment waits, in per cent; 0 for none. */
  @WithDefault("90")
  @Min(0)
  @Max(100)
  int holdSpamScore();

  /** Most comments of a visitor in a minute; 0 for no limit. */
  @WithDefault("10")
  @Min(0)
  int visitorPerMinute();

  /** Most comments of a visitor on a day of UTC; 0 for no limit. */
  @WithDefault("200")
  @Min(0)
  int visitorPerDay();

  /** With more comments on an article in a minute they wait; 0 for no limit. */
  @WithDefault("60")
  @Min(0)
  int articlePerMinute();

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

  /** What comments are judged by where nobody has said anything. */
  default CommentPolicy policy(int closeAfterDays) {
    return new CommentPolicy(
        moderation(),
        closeAfterDays,
        2,
        5000,
        maxLinks(),
        formToken(),
        List.of(),
        List.of(),
        holdRepeats(),
        holdSpamScore(),
        visitorPerMinute(),
        visitorPerDay(),
        articlePerMinute());
  }
}
