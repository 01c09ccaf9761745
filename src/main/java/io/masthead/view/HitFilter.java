package io.masthead.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which hits cannot count, whoever the visitor is: the first rule that holds gives the reason. */
@ApplicationScoped
class HitFilter {

  private record Rule(Drop reason, Predicate<Hit> holds) {}

  /** How a purpose begins that is to have the page before anybody sees it. */
  private static final List<String> AHEAD = List.of("prefetch", "prerender", "preview");

  private final List<Rule> rules;

  @Inject
  HitFilter(Crawlers crawlers, ViewConfig config) {
    rules =
        List.of(
            new Rule(Drop.NO_AGENT, hit -> hit.agent().isEmpty()),
            new Rule(Drop.BOT, hit -> crawlers.match(hit.agent())),
            new Rule(Drop.PREFETCH, hit -> isPrefetch(hit.purpose())),
            new Rule(Drop.PART, Hit::part),
            new Rule(Drop.DO_NOT_TRACK, hit -> config.heedDoNotTrack() && hit.wish().doNotTrack()),
            new Rule(
                Drop.PRIVACY_CONTROL,
                hit -> config.heedPrivacyControl() && hit.wish().privacyControl()),
            new Rule(Drop.NEWSROOM, Hit::newsroom));
  }

  Optional<Drop> judge(Hit hit) {
    return rules.stream().filter(rule -> rule.holds().test(hit)).map(Rule::reason).findFirst();
  }

  /**
   * {@code Sec-Purpose} (Fetch) may carry parameters after {@code prefetch}, such as {@code
   * ;prerender}; the others are what browsers and their proxies sent before it, in any mixture.
   */
  private static boolean isPrefetch(Hit.Purpose purpose) {
    return Stream.of(purpose.secPurpose(), purpose.purpose(), purpose.xPurpose(), purpose.moz())
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .anyMatch(value -> AHEAD.stream().anyMatch(value::startsWith));
  }
}
