package io.masthead.comment;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What becomes of a comment that is taken. The rules in their order: the first one that rejects
 * decides, else all that hold are told; the newsroom's own comments are shown.
 */
final class CommentRules {

  /**
   * What a comment is judged by.
   *
   * @param form what its form's token tells, none where it is not asked for
   * @param repeated whether it says nearly what another did within a day
   * @param spamScore in per cent, none where too little was learned
   * @param approvedBefore whether a person has approved another comment of the same guest
   * @param lastMinute how many comments the article got in the last minute
   */
  record Draft(
      boolean staff,
      boolean decoyFilled,
      Optional<FormFinding> form,
      boolean blockedTerm,
      boolean suspectTerm,
      int links,
      boolean shouted,
      boolean mixedScripts,
      boolean repeated,
      Optional<Integer> spamScore,
      boolean approvedBefore,
      int lastMinute) {

    private boolean formIs(FormFinding finding) {
      return form.filter(finding::equals).isPresent();
    }
  }

  private record Rule(String reason, Outcome outcome, Predicate<Draft> hits) {}

  private final List<Rule> rules;

  CommentRules(CommentPolicy policy) {
    rules =
        List.of(
            new Rule("decoy", Outcome.SPAM, Draft::decoyFilled),
            new Rule("blocked_term", Outcome.REJECT, Draft::blockedTerm),
            new Rule(
                "form_missing",
                Outcome.HOLD,
                d -> policy.formToken() == FormTokenUse.REQUIRED && d.formIs(FormFinding.MISSING)),
            new Rule("form_invalid", Outcome.HOLD, d -> d.formIs(FormFinding.INVALID)),
            new Rule("form_too_fast", Outcome.HOLD, d -> d.formIs(FormFinding.TOO_FAST)),
            new Rule("form_too_old", Outcome.HOLD, d -> d.formIs(FormFinding.TOO_OLD)),
            new Rule("suspect_term", Outcome.HOLD, Draft::suspectTerm),
            new Rule("too_many_links", Outcome.HOLD, d -> d.links() > policy.maxLinks()),
            new Rule("shouting", Outcome.HOLD, Draft::shouted),
            new Rule("mixed_scripts", Outcome.HOLD, Draft::mixedScripts),
            new Rule("repeated", Outcome.HOLD, Draft::repeated),
            new Rule(
                "spam_score",
                Outcome.HOLD,
                d ->
                    policy.holdSpamScore() > 0
                        && d.spamScore().filter(s -> s >= policy.holdSpamScore()).isPresent()),
            new Rule(
                "first_timer",
                Outcome.HOLD,
                d -> policy.moderation() == Moderation.FIRST && !d.approvedBefore()),
            new Rule(
                "flood",
                Outcome.HOLD,
                d -> policy.articlePerMinute() > 0 && d.lastMinute() >= policy.articlePerMinute()),
            new Rule("premoderation", Outcome.HOLD, d -> policy.moderation() == Moderation.PRE));
  }

  Verdict judge(Draft draft) {
    if (draft.staff()) {
      return Verdict.SHOWN;
    }
    List<Rule> hits = rules.stream().filter(rule -> rule.hits().test(draft)).toList();
    Outcome outcome =
        hits.stream()
            .map(Rule::outcome)
            .filter(o -> o != Outcome.HOLD)
            .findFirst()
            .orElse(hits.isEmpty() ? Outcome.SHOW : Outcome.HOLD);
    return new Verdict(outcome, hits.stream().map(Rule::reason).toList());
  }
}
