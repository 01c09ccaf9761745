package io.masthead.comment;

import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What comments are judged by in one place, after every wider word and every nearer one. */
@Schema(description = "What comments are judged by in one place; see CommentPolicyRequest")
record CommentPolicy(
    @Schema(required = true) Moderation moderation,
    @Schema(required = true, examples = "14") int closeAfterDays,
    @Schema(required = true, examples = "2") int minLength,
    @Schema(required = true, examples = "5000") int maxLength,
    @Schema(required = true, examples = "3") int maxLinks,
    @Schema(required = true) FormTokenUse formToken,
    @Schema(required = true) List<String> blockedTerms,
    @Schema(required = true) List<String> suspectTerms,
    @Schema(required = true) boolean holdRepeats,
    @Schema(required = true, examples = "90") int holdSpamScore,
    @Schema(required = true, examples = "10") int visitorPerMinute,
    @Schema(required = true, examples = "200") int visitorPerDay,
    @Schema(required = true, examples = "60") int articlePerMinute) {

  /** Of two lengths that leave no comment possible, the least one counts. */
  CommentPolicy {
    maxLength = Math.max(minLength, maxLength);
  }

  /** What is said nearer to the article takes the place of what was said farther from it. */
  CommentPolicy overriddenBy(CommentPolicyRequest said) {
    return new CommentPolicy(
        or(said.moderation(), moderation),
        or(said.closeAfterDays(), closeAfterDays),
        or(said.minLength(), minLength),
        or(said.maxLength(), maxLength),
        or(said.maxLinks(), maxLinks),
        or(said.formToken(), formToken),
        or(said.blockedTerms(), blockedTerms),
        or(said.suspectTerms(), suspectTerms),
        or(said.holdRepeats(), holdRepeats),
        or(said.holdSpamScore(), holdSpamScore),
        or(said.visitorPerMinute(), visitorPerMinute),
        or(said.visitorPerDay(), visitorPerDay),
        or(said.articlePerMinute(), articlePerMinute));
  }

  CommentPolicy with(Moderation said) {
    return new CommentPolicy(
        said,
        closeAfterDays,
        minLength,
        maxLength,
        maxLinks,
        formToken,
        blockedTerms,
        suspectTerms,
        holdRepeats,
        holdSpamScore,
        visitorPerMinute,
        visitorPerDay,
        articlePerMinute);
  }

  private static <T> T or(T said, T before) {
    return Objects.requireNonNullElse(said, before);
  }
}
