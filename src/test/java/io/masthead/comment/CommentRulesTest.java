package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.comment.EvidenceRepository.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommentRulesTest {

  private static final CommentPolicy POLICY =
      new CommentPolicy(
          Moderation.FIRST,
          14,
          2,
          5000,
          3,
          FormTokenUse.OPTIONAL,
          List.of(),
          List.of(),
          true,
          90,
          10,
          200,
          60);

  private static final CommentRules.Draft KNOWN =
      new CommentRules.Draft(
          false,
          false,
          Optional.empty(),
          false,
          false,
          0,
          false,
          false,
          false,
          Optional.empty(),
          true,
          0);

  private static CommentRules.Draft with(
      Optional<FormFinding> form, int links, Optional<Integer> score, int lastMinute) {
    return new CommentRules.Draft(
        false, false, form, false, false, links, false, false, false, score, true, lastMinute);
  }

  private static Verdict judge(CommentPolicy policy, CommentRules.Draft draft) {
    return new CommentRules(policy).judge(draft);
  }

  @Test
  void what_no_rule_minds_is_shown() {
    assertEquals(Verdict.SHOWN, judge(POLICY, KNOWN));
  }

  @Test
  void all_that_hold_are_told_in_the_order_of_the_rules() {
    CommentRules.Draft draft =
        new CommentRules.Draft(
            false,
            false,
            Optional.of(FormFinding.TOO_FAST),
            false,
            true,
            4,
            true,
            true,
            true,
            Optional.of(90),
            false,
            60);
    assertEquals(
        Verdict.held(
            "form_too_fast",
            "suspect_term",
            "too_many_links",
            "shouting",
            "mixed_scripts",
            "repeated",
            "spam_score",
            "first_timer",
            "flood"),
        judge(POLICY, draft));
    assertEquals(List.of("premoderation"), judge(POLICY.with(Moderation.PRE), KNOWN).reasons());
  }

  @Test
  void a_rule_that_rejects_decides_and_the_first_of_them_does() {
    CommentRules.Draft blocked =
        new CommentRules.Draft(
            false,
            false,
            Optional.empty(),
            true,
            true,
            4,
            false,
            false,
            false,
            Optional.empty(),
            false,
            0);
    assertEquals(
        new Verdict(
            Outcome.REJECT,
            List.of("blocked_term", "suspect_term", "too_many_links", "first_timer")),
        judge(POLICY, blocked));
    CommentRules.Draft decoy =
        new CommentRules.Draft(
            false,
            true,
            Optional.empty(),
            true,
            false,
            0,
            false,
            false,
            false,
            Optional.empty(),
            true,
            0);
    assertEquals(new Verdict(Outcome.SPAM, List.of("decoy", "blocked_term")), judge(POLICY, decoy));
  }

  @Test
  void the_newsrooms_own_are_shown() {
    CommentRules.Draft staff =
        new CommentRules.Draft(
            true,
            true,
            Optional.of(FormFinding.INVALID),
            true,
            true,
            60,
            true,
            true,
            true,
            Optional.of(100),
            false,
            1000);
    assertEquals(Verdict.SHOWN, judge(POLICY.with(Moderation.PRE), staff));
  }

  @Test
  void limits_hold_from_where_they_say() {
    assertTrue(judge(POLICY, with(Optional.empty(), 3, Optional.of(89), 59)).isShown());
    assertTrue(
        judge(POLICY, with(Optional.of(FormFinding.MISSING), 0, Optional.empty(), 0)).isShown());
    CommentPolicy strict =
        POLICY.overriddenBy(
            new CommentPolicyRequest(
                null,
                null,
                null,
                null,
                0,
                FormTokenUse.REQUIRED,
                null,
                null,
                null,
                0,
                null,
                null,
                0));
    assertTrue(
        judge(strict, with(Optional.of(FormFinding.GOOD), 0, Optional.of(100), 9999)).isShown());
    assertEquals(
        List.of("form_missing", "too_many_links"),
        judge(strict, with(Optional.of(FormFinding.MISSING), 1, Optional.empty(), 0)).reasons());
  }

  @Test
  void a_score_needs_words_that_tell() {
    Word all = new Word("", 20, 20);
    assertEquals(50, SpamFilter.score(List.of(), all));
    assertEquals(50, SpamFilter.score(List.of(new Word("the", 18, 18)), all));
    assertTrue(SpamFilter.score(List.of(new Word("pills", 0, 15)), all) >= 90);
    assertTrue(SpamFilter.score(List.of(new Word("bridge", 15, 0)), all) <= 10);
    assertEquals(
        50, SpamFilter.score(List.of(new Word("bridge", 15, 0), new Word("pills", 0, 15)), all));
  }
}
