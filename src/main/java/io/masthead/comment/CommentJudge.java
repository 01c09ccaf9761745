package io.masthead.comment;

import io.masthead.author.AuthorService;
import io.masthead.database.Sql;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Gathers what speaks for and against a comment, and has the rules judge it. */
@ApplicationScoped
class CommentJudge {

  private static final Duration REPEATED = Duration.ofHours(24);

  @Inject EvidenceRepository evidence;
  @Inject CommentRepository comments;
  @Inject SpamFilter spam;
  @Inject FormTokens forms;
  @Inject AuthorService authors;

  /** What came with a comment, beside what it says; an edit or an old comment brings nothing. */
  record Sent(boolean posted, boolean decoyFilled, Optional<String> formToken) {

    static final Sent NOTHING = new Sent(false, false, Optional.empty());

    static Sent of(CommentRequest request) {
      return new Sent(
          true,
          request.subject() != null && !request.subject().isEmpty(),
          Optional.ofNullable(request.formToken()));
    }
  }

  /** Whether a comment is of the length that the policy wants. */
  void checkLength(String text, CommentPolicy policy, Faults faults) {
    int length = Text.length(text);
    if (length < policy.minLength() || length > policy.maxLength()) {
      faults.broken(
          Fault.at(
              "/body",
              length < policy.minLength() ? "too_short" : "too_long",
              "must have %d to %d characters".formatted(policy.minLength(), policy.maxLength())));
    }
  }

  /** Nobody but the newsroom writes under a name of the newsroom's, or one that looks like it. */
  void checkName(String name, Faults faults) {
    if (authors.isTakenForOne(name)) {
      faults.broken(
          Fault.at("/author/name", "reserved_name", "the name is one of the newsroom's own"));
    }
  }

  /**
   * Asks what speaks for and against a comment; the verdict is made once that is known, and notes
   * the spam score in the comment.
   *
   * @param article or null where nothing was sent and it is only tried
   */
  Supplier<Verdict> judge(
      Sql.Together asked,
      PublishedArticle article,
      CommentPolicy policy,
      Comment comment,
      int links,
      Sent sent,
      Instant now) {
    if (comment.authorKind() != AuthorKind.GUEST) {
      return () -> Verdict.SHOWN;
    }
    String plain = PlainText.of(comment.html);
    List<String> words = Words.of(plain);
    SearchedText searched =
        new SearchedText(
            comment.authorName,
            comment.authorUrl == null ? "" : comment.authorUrl,
            comment.body,
            plain.equals(comment.body) ? "" : plain);
    Supplier<Optional<Integer>> score = spam.score(asked, words);
    Supplier<Optional<Integer>> repeated = repeated(asked, policy, words, comment.id, now);
    Supplier<Optional<Integer>> approved =
        policy.moderation() == Moderation.FIRST
            ? comments.hasApproved(asked, comment.guest, comment.id)
            : Optional::empty;
    Supplier<Optional<Integer>> lastMinute = lastMinute(asked, article, policy, sent, now);
    return () -> {
      comment.spamScore = score.get().orElse(null);
      return new CommentRules(policy)
          .judge(
              new CommentRules.Draft(
                  false,
                  sent.decoyFilled(),
                  form(article, policy, sent, now),
                  holds(searched, policy.blockedTerms()),
                  holds(searched, policy.suspectTerms()),
                  links,
                  Writing.isShouted(plain),
                  Writing.mixesScripts(comment.authorName) || Writing.mixesScripts(plain),
                  repeated.get().isPresent(),
                  score.get(),
                  approved.get().isPresent(),
                  lastMinute.get().orElse(0)));
    };
  }

  private Supplier<Optional<Integer>> lastMinute(
      Sql.Together asked, PublishedArticle article, CommentPolicy policy, Sent sent, Instant now) {
    int enough = policy.articlePerMinute();
    return enough == 0 || !sent.posted()
        ? Optional::empty
        : evidence.countSince(asked, article.id(), now.minus(VisitorRate.MINUTE), enough);
  }

  private Supplier<Optional<Integer>> repeated(
      Sql.Together asked, CommentPolicy policy, List<String> words, UUID comment, Instant now) {
    return Shape.of(words)
        .filter(shape -> policy.holdRepeats())
        .map(shape -> evidence.nearlySaid(asked, shape, comment, now.minus(REPEATED)))
        .orElse(Optional::empty);
  }

  /** Keeps what later comments are held against. */
  void remember(Sql.Together writes, Comment comment, Instant now) {
    if (comment.authorKind() == AuthorKind.GUEST) {
      Shape.of(Words.of(PlainText.of(comment.html)))
          .ifPresent(shape -> evidence.keepShape(writes, comment.id, shape, now));
    }
  }

  /** In the place of what was kept of the words that it had. */
  void rememberAnew(Sql.Together writes, Comment comment, Instant now) {
    if (comment.authorKind() == AuthorKind.GUEST) {
      evidence.forgetShape(writes, comment.id);
      remember(writes, comment, now);
    }
  }

  private Optional<FormFinding> form(
      PublishedArticle article, CommentPolicy policy, Sent sent, Instant now) {
    return !sent.posted() || policy.formToken() == FormTokenUse.OFF
        ? Optional.empty()
        : Optional.of(forms.check(sent.formToken().orElse(null), article.id(), now));
  }

  private static boolean holds(SearchedText text, List<String> terms) {
    return terms.stream().map(Term::new).anyMatch(term -> term.isIn(text));
  }
}
