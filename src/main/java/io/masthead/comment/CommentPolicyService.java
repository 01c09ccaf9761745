package io.masthead.comment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.EditionConfig;
import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Cursors;
import io.masthead.http.Faults;
import io.masthead.http.IfMatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.taxonomy.SectionService;
import io.masthead.taxonomy.TermRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps what is said of comments, for the site, its sections and articles. It is read anew for
 * every comment, so that a change holds from its commit on, on every replica.
 */
@ApplicationScoped
public class CommentPolicyService {

  private static final String SCOPE = "comment policies";

  @Inject PolicyRepository policies;
  @Inject PolicyTerms terms;
  @Inject CommentConfig config;
  @Inject EditionConfig editionConfig;
  @Inject Editions editions;
  @Inject SectionService sections;
  @Inject Audit audit;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /** The section of this id or slug. */
  @Transactional
  PolicySubject section(String ref) {
    return Optional.ofNullable(sections.find(List.of(ref)).get(ref))
        .map(TermRef::id)
        .map(PolicySubject::ofSection)
        .orElseThrow(ProblemException::notFound);
  }

  /** The article of this id or slug, which was published once. */
  @Transactional
  PolicySubject article(String ref) {
    Editions.Ref asked = new Editions.Ref(ref, null);
    return Optional.ofNullable(editions.everPublished(List.of(asked)).get(asked))
        .map(PolicySubject::ofArticle)
        .orElseThrow(ProblemException::notFound);
  }

  @Transactional
  CommentPolicyDetail get(PolicySubject subject) {
    return policies.find(subject).orElseGet(() -> CommentPolicyDetail.nothing(subject));
  }

  /** Every version of every policy, the newest first. */
  @Transactional
  Page<CommentPolicyDetail> changes(String cursor, int limit) {
    Cursors.Position at = cursors.read(cursor, SCOPE);
    return cursors
        .page(policies.entries(at, limit), limit, at, SCOPE, e -> List.of(e.id().toString()))
        .map(PolicyRepository.Entry::policy);
  }

  /** Says all that is said there from now on; what says nothing new leaves the version. */
  @Transactional
  CommentPolicyDetail put(
      PolicySubject subject, IfMatch match, CommentPolicyRequest rules, Caller caller) {
    Faults faults = new Faults();
    terms.check(rules, faults);
    faults.raise();
    CommentPolicyDetail before =
        policies.hold(subject).orElseGet(() -> CommentPolicyDetail.nothing(subject));
    match.check(before.version());
    if (before.rules().equals(rules)) {
      return before;
    }
    if (before.version() > 0) {
      policies.update(subject, before.version() + 1, rules, caller, clock.instant());
    } else if (!policies.insert(subject, rules, caller, clock.instant())) {
      throw ProblemException.stale(get(subject).version(), null);
    }
    audit.changed(
        caller,
        "comment_rules",
        subject.section() == null ? subject.article() : subject.section(),
        rules.equals(CommentPolicyRequest.NOTHING) ? "cleared" : "edited",
        before.version() == 0 ? null : trace(before.version(), before.rules()),
        trace(before.version() + 1, rules));
    if (!Objects.equals(before.rules().closeAfterDays(), rules.closeAfterDays())) {
      editions.closeCommentsAfter(subject.section(), subject.article(), rules.closeAfterDays());
    }
    return get(subject);
  }

  private ObjectNode trace(int version, CommentPolicyRequest rules) {
    ObjectNode trace = json.valueToTree(rules);
    return trace.put("version", version);
  }

  /** What comments on an article are judged by, or without one anywhere on the site. */
  @Transactional
  CommentPolicy effective(String article) {
    return article == null ? ofSite() : of(editions.find(article, null));
  }

  CommentPolicy ofSite() {
    return said(null, List.of(), "inherit");
  }

  CommentPolicy of(PublishedArticle article) {
    return said(article.id(), article.sectionLine(), article.commentModeration());
  }

  /** An article's own setting is nearer than a section's word, and what is said of it nearest. */
  private CommentPolicy said(UUID article, List<UUID> line, String moderation) {
    CommentPolicy policy = config.policy(editionConfig.commentsCloseAfterDays());
    List<PolicyRepository.Said> all = policies.onTheWayTo(article, line);
    for (PolicyRepository.Said said : all) {
      policy = said.ofArticle() ? policy : policy.overriddenBy(said.rules());
    }
    if (!moderation.equals("inherit")) {
      policy = policy.with(Moderation.valueOf(moderation.toUpperCase(Locale.ROOT)));
    }
    for (PolicyRepository.Said said : all) {
      policy = said.ofArticle() ? policy.overriddenBy(said.rules()) : policy;
    }
    return policy;
  }
}
