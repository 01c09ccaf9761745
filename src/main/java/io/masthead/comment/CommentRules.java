package io.masthead.comment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Which comments wait for a moderator. All that hold are told; the newsroom's own never wait. */
@ApplicationScoped
class CommentRules {

  /**
   * What a comment is judged by.
   *
   * @param approvedBefore whether a person has approved another comment of the same guest
   */
  record Draft(boolean staff, int links, boolean approvedBefore, Moderation moderation) {}

  private record Rule(String reason, Predicate<Draft> holds) {}

  private final Moderation site;
  private final List<Rule> rules;

  @Inject
  CommentRules(CommentConfig config) {
    this(config.moderation(), config.maxLinks());
  }

  CommentRules(Moderation site, int maxLinks) {
    this.site = site;
    this.rules =
        List.of(
            new Rule("too_many_links", draft -> draft.links() > maxLinks),
            new Rule("premoderation", draft -> draft.moderation() == Moderation.PRE),
            new Rule(
                "first_timer",
                draft -> draft.moderation() == Moderation.FIRST && !draft.approvedBefore()));
  }

  Verdict judge(Draft draft) {
    return new Verdict(
        draft.staff()
            ? List.of()
            : rules.stream().filter(r -> r.holds().test(draft)).map(Rule::reason).toList());
  }

  /** The article's own word, or the site's where it has none. */
  Moderation moderation(String article) {
    return article.equals("inherit") ? site : Moderation.valueOf(article.toUpperCase(Locale.ROOT));
  }
}
