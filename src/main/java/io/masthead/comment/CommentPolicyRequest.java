package io.masthead.comment;

import io.masthead.text.Line;
import io.masthead.text.Text;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is said of comments in one place; what is left out is as the next wider place says. */
@Schema(
    description =
        "What is said of comments in one place; what is left out is as the next wider place says:"
            + " the sections above, the site, its settings")
record CommentPolicyRequest(
    @Schema(description = "Whose comments wait for a moderator: pre all, post none, first new ones")
        Moderation moderation,
    @Min(0)
        @Max(3650)
        @Schema(
            description = "Days after first publication until comments close; 0 for never",
            examples = "14")
        Integer closeAfterDays,
    @Min(2) @Max(5000) @Schema(description = "Fewest characters of a comment", examples = "2")
        Integer minLength,
    @Min(2) @Max(5000) @Schema(description = "Most characters of a comment", examples = "5000")
        Integer maxLength,
    @Min(0) @Max(100) @Schema(description = "With more links a comment waits", examples = "3")
        Integer maxLinks,
    @Schema(description = "Whether the formToken of the form is looked at, or has to be sent")
        FormTokenUse formToken,
    @Size(max = CommentPolicyRequest.MAX_TERMS)
        @Schema(
            description =
                "What is in none: words or phrases in any spelling that looks like them, * for any"
                    + " letters of a word. A comment with one is rejected without a word to its"
                    + " writer. The list takes the place of a wider one",
            examples = "[\"casin*\", \"cheap pills\"]")
        List<@NotNull @Line(max = 100) String> blockedTerms,
    @Size(max = CommentPolicyRequest.MAX_TERMS)
        @Schema(
            description = "As blockedTerms; a comment with one waits",
            examples = "[\"lottery\"]")
        List<@NotNull @Line(max = 100) String> suspectTerms,
    @Schema(description = "Whether what was said within a day, or nearly that, waits")
        Boolean holdRepeats,
    @Min(0)
        @Max(100)
        @Schema(
            description = "From which spam score on, in per cent, a comment waits; 0 for none",
            examples = "90")
        Integer holdSpamScore,
    @Min(0)
        @Max(1000)
        @Schema(
            description = "Most comments of a visitor in a minute; 0 for no limit",
            examples = "10")
        Integer visitorPerMinute,
    @Min(0)
        @Max(10000)
        @Schema(
            description = "Most comments of a visitor on a day of UTC; 0 for no limit",
            examples = "200")
        Integer visitorPerDay,
    @Min(0)
        @Max(10000)
        @Schema(
            description = "With more comments on an article in a minute they wait; 0 for no limit",
            examples = "60")
        Integer articlePerMinute) {

  static final int MAX_TERMS = 500;

  static final CommentPolicyRequest NOTHING =
      new CommentPolicyRequest(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  CommentPolicyRequest {
    blockedTerms = lines(blockedTerms);
    suspectTerms = lines(suspectTerms);
  }

  private static List<String> lines(List<String> terms) {
    return terms == null ? null : terms.stream().map(Text::line).toList();
  }
}
