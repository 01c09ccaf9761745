package io.masthead.comment;

import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps writers out. Whoever is banned is known by the hash of a guest's token, of an e-mail
 * address or of one day's network; typing another name changes nothing. Lifting a ban restores no
 * comment.
 */
@ApplicationScoped
public class BanService {

  static final String BANNED = "banned";
  static final String UNBANNED = "unbanned";

  private static final String AUDITED = "comment_ban";
  private static final int MOST_SWEPT = 10_000;

  @Inject BanRepository bans;
  @Inject BulkRepository bulk;
  @Inject BulkService decisions;
  @Inject CommentRepository comments;
  @Inject EmailHashes emails;
  @Inject Audit audit;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /**
   * Asks whether the comment's writer is banned without noticing; what is given throws a 403 where
   * they are banned and may know it.
   */
  BooleanSupplier isInShadow(Sql.Together asked, Comment comment, Instant now) {
    Supplier<Optional<Boolean>> met =
        bans.meets(asked, comment.guest, comment.emailHash, comment.visitor, now);
    return () -> {
      if (met.get().isPresent() && !met.get().get()) {
        throw new ProblemException(
            ProblemType.BANNED, "Comments are not taken from here any more.");
      }
      return met.get().isPresent();
    };
  }

  @Transactional
  Page<BanDetail> list(String cursor, int limit) {
    Cursors.Position at = cursors.read(cursor, "comment-bans");
    return cursors
        .page(bans.list(at, limit), limit, at, "comment-bans", b -> List.of(b.id().toString()))
        .map(Ban::detail);
  }

  @Transactional
  BanDetail get(UUID id) {
    return find(id).detail();
  }

  @Transactional
  BanDetail ban(BanRequest request, Caller caller) {
    Instant now = clock.instant();
    refuseWrong(request, now);
    Comment comment = request.comment() == null ? null : writersOf(request.comment());
    Ban ban = of(request, comment, caller, now);
    bans.add(ban, caller.keyId());
    audit.changed(caller, AUDITED, ban.id(), "created", null, ban.detail());
    int swept = request.isSweeping() ? sweep(ban, caller) : 0;
    if (comment != null) {
      enter(ban, ban.shadow() ? Comment.SHADOW_BANNED : BANNED, ban.note(), caller);
    }
    return request.isSweeping() ? ban.detail().withRemoved(swept) : ban.detail();
  }

  @Transactional
  void lift(UUID id, Caller caller) {
    Ban ban = find(id);
    bans.delete(id);
    audit.changed(caller, AUDITED, id, "deleted", ban.detail(), null);
    if (ban.comment() != null) {
      enter(ban, UNBANNED, null, caller);
    }
  }

  private Ban find(UUID id) {
    return bans.find(id).orElseThrow(ProblemException::notFound);
  }

  private static void refuseWrong(BanRequest request, Instant now) {
    List<Fault> faults = new ArrayList<>();
    if ((request.comment() == null) == (request.email() == null)) {
      faults.add(Fault.at("/comment", "required", "either comment or email is wanted"));
    }
    if (request.by() != null && request.comment() == null) {
      faults.add(Fault.at("/by", "not_allowed", "it says nothing without comment"));
    }
    if (request.by() != null && request.by().isEmpty()) {
      faults.add(Fault.at("/by", "too_short", "at least one is wanted"));
    }
    if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
      faults.add(Fault.at("/expiresAt", "invalid_value", "a time to come is wanted"));
    }
    if (!faults.isEmpty()) {
      throw ProblemException.validation(faults);
    }
  }

  private Comment writersOf(UUID id) {
    Comment comment =
        comments
            .findByIdOptional(id)
            .orElseThrow(
                () ->
                    ProblemException.validation(
                        Fault.at("/comment", "not_found", "there is no such comment")));
    if (comment.authorKind() != AuthorKind.GUEST) {
      throw ProblemException.validation(
          Fault.at("/comment", "not_allowed", "the newsroom's own are not banned"));
    }
    return comment;
  }

  private Ban of(BanRequest request, Comment comment, Caller caller, Instant now) {
    byte[] guest = null;
    byte[] email = emails.of(request.email());
    byte[] visitor = null;
    if (comment != null) {
      List<BanTarget> asked =
          request.by() == null ? List.of(BanTarget.GUEST, BanTarget.EMAIL) : request.by();
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      boolean known =
          comment.visitor != null
              && LocalDate.ofInstant(comment.createdAt, ZoneOffset.UTC).equals(today);
      guest = asked.contains(BanTarget.GUEST) ? comment.guest : null;
      email = asked.contains(BanTarget.EMAIL) ? comment.emailHash : null;
      visitor = asked.contains(BanTarget.NETWORK) && known ? comment.visitor : null;
      refuseUnknown(request, guest, email, visitor);
    }
    return new Ban(
        Ids.next(),
        guest,
        email,
        visitor,
        visitor == null ? null : LocalDate.ofInstant(now, ZoneOffset.UTC),
        request.comment(),
        request.isShadow(),
        request.note(),
        request.expiresAt(),
        now,
        caller.name());
  }

  /** What was asked for by name must be known; of what goes without saying, one thing. */
  private static void refuseUnknown(
      BanRequest request, byte[] guest, byte[] email, byte[] visitor) {
    List<Fault> faults = new ArrayList<>();
    List<BanTarget> asked = request.by() == null ? List.of() : request.by();
    for (int i = 0; i < asked.size(); i++) {
      byte[] known =
          switch (asked.get(i)) {
            case GUEST -> guest;
            case EMAIL -> email;
            case NETWORK -> visitor;
          };
      if (known == null) {
        faults.add(
            Fault.at("/by/" + i, "not_found", "of this comment it is not known, or no more"));
      }
    }
    if (faults.isEmpty() && guest == null && email == null && visitor == null) {
      faults.add(Fault.at("/comment", "not_found", "nothing is known of its writer any more"));
    }
    if (!faults.isEmpty()) {
      throw ProblemException.validation(faults);
    }
  }

  private int sweep(Ban ban, Caller caller) {
    List<UUID> ids = bulk.stillThere(ban.guest(), ban.emailHash(), ban.visitor(), MOST_SWEPT);
    if (ids.isEmpty()) {
      return 0;
    }
    bulk.lockThreads(ids);
    List<Change> changes = new ArrayList<>();
    for (Comment comment : bulk.load(ids).values()) {
      // Somebody may have decided it before its thread was held.
      if (comment.isPublished() || comment.state() == CommentState.PENDING) {
        CommentState from = comment.state();
        comment.sweep();
        changes.add(new Change(comment, from));
      }
    }
    decisions.keep(changes, "swept", caller, ban.note());
    return changes.size();
  }

  private void enter(Ban ban, String reason, String note, Caller caller) {
    comments.enterAsIs(ban.comment(), caller.name(), caller, reason, note, clock.instant());
  }
}
