package io.masthead.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Which hits cannot count, whoever the visitor is: the first rule that holds gives the reason. */
@ApplicationScoped
class HitFilter {

  private record Rule(Drop reason, Predicate<Hit> holds) {}

  private final List<Rule> rules;

  @Inject
  HitFilter(Crawlers crawlers) {
    rules =
        List.of(
            new Rule(Drop.NO_AGENT, hit -> hit.agent().isEmpty()),
            new Rule(Drop.BOT, hit -> crawlers.match(hit.agent())),
            new Rule(Drop.PREFETCH, hit -> isPrefetch(hit.purpose())),
            new Rule(Drop.NEWSROOM, Hit::newsroom));
  }

  Optional<Drop> judge(Hit hit) {
    return rules.stream().filter(rule -> rule.holds().test(hit)).map(Rule::reason).findFirst();
  }

  /**
   * {@code Sec-Purpose} (Fetch) may carry parameters after {@code prefetch}, such as {@code
   * ;prerender}; the others are what browsers sent before it.
   */
  private static boolean isPrefetch(Hit.Purpose purpose) {
    return lower(purpose.secPurpose()).startsWith("prefetch")
        || lower(purpose.purpose()).startsWith("prefetch")
        || lower(purpose.moz()).equals("prefetch")
        || lower(purpose.xPurpose()).equals("preview");
  }

  private static String lower(String value) {
    return value.toLowerCase(Locale.ROOT);
  }
}
