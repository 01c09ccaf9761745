package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.http.Json;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A working copy and its life: each move is a verb that refuses what the state does not allow. */
@Entity
@Table(name = "article")
class Article {

  /** The moves, as refusals name them. */
  enum Move {
    SUBMIT,
    PUBLISH,
    SCHEDULE,
    WITHDRAW,
    UNPUBLISH,
    ARCHIVE,
    TAKEDOWN,
    RESTORE,
    EXPIRE,
    EDIT,
    CORRECT,
    DELETE
  }

  /** What one that is scheduled with a package does not do alone. */
  private static final Set<Move> AS_PACKAGE =
      EnumSet.of(Move.WITHDRAW, Move.PUBLISH, Move.SCHEDULE, Move.DELETE);

  @Id UUID id;
  int version;
  String state;
  String lang;
  String slug;
  String title;

  @Column(name = "section_id")
  UUID sectionId;

  String content;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  UUID createdBy;

  @Column(name = "owner_id")
  UUID ownerId;

  @Column(name = "modified_at")
  Instant modifiedAt;

  @Column(name = "modified_by")
  UUID modifiedBy;

  @Column(name = "first_published_at")
  Instant firstPublishedAt;

  @Column(name = "published_at")
  Instant publishedAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "published_version")
  Integer publishedVersion;

  @Column(name = "scheduled_for")
  Instant scheduledFor;

  /** The zone that the time was asked in, and what its clock was to show; null with an offset. */
  @Column(name = "scheduled_zone")
  String scheduledZone;

  @Column(name = "scheduled_local")
  LocalDateTime scheduledLocal;

  @Column(name = "unpublish_at")
  Instant unpublishAt;

  @Column(name = "unpublish_zone")
  String unpublishZone;

  @Column(name = "unpublish_local")
  LocalDateTime unpublishLocal;

  @Column(name = "embargo_until")
  Instant embargoUntil;

  @Column(name = "embargo_reason")
  String embargoReason;

  @Column(name = "embargo_by")
  UUID embargoBy;

  /** What it is scheduled with, and goes out with; null where it goes alone. */
  @Column(name = "package_id")
  UUID packageId;

  @Column(name = "taken_down_reason")
  String takenDownReason;

  @Column(name = "binned_at")
  Instant binnedAt;

  /** What moves change; versions tell apart what an edit changed. */
  record Standing(
      int version,
      ArticleState state,
      Instant scheduledFor,
      Instant unpublishAt,
      Instant embargoUntil,
      String embargoReason,
      Instant publishedAt,
      Instant updatedAt,
      String takenDownReason,
      Instant binnedAt) {}

  @Transient private Standing stood;

  static Article draft(UUID id, Caller by, Instant now) {
    Article article = new Article();
    article.id = id;
    article.version = 1;
    article.state(ArticleState.DRAFT);
    article.createdAt = now;
    article.createdBy = by.keyId();
    article.ownerId = owner(by);
    article.modifiedAt = now;
    article.modifiedBy = by.keyId();
    return article;
  }

  /** The author that a key acts as, else the key. */
  static UUID owner(Caller caller) {
    return caller.authorId() == null ? caller.keyId() : caller.authorId();
  }

  boolean isOf(Caller caller) {
    return ownerId.equals(owner(caller)) || createdBy.equals(caller.keyId());
  }

  Standing standing() {
    return new Standing(
        version,
        state(),
        scheduledFor,
        unpublishAt,
        embargoUntil,
        embargoReason,
        publishedAt,
        updatedAt,
        takenDownReason,
        binnedAt);
  }

  /** How it stood when it was last remembered: when it was read, or told of; null for a new one. */
  Standing stood() {
    return stood;
  }

  @PostLoad
  void remember() {
    stood = standing();
  }

  ArticleState state() {
    return ArticleState.valueOf(state.toUpperCase(Locale.ROOT));
  }

  boolean isPublished() {
    return state() == ArticleState.PUBLISHED;
  }

  boolean isScheduled() {
    return state() == ArticleState.SCHEDULED;
  }

  /** Neither in the bin nor taken down for good. */
  boolean isAtHand() {
    return binnedAt == null && state() != ArticleState.TAKEN_DOWN;
  }

  boolean hasUnpublishedChanges() {
    return !isPublished() || publishedVersion == null || publishedVersion != version;
  }

  boolean isBinned() {
    return binnedAt != null;
  }

  void edit(Caller by, Instant now) {
    allow(Move.EDIT);
    touch(by.keyId(), now);
  }

  /** The change was none for readers: they have what stands here now. */
  void leaveEditionAsIs() {
    publishedVersion = version;
  }

  /** Something that readers had is put right, which to them is an update. */
  void correct(Caller by, Instant now) {
    if (firstPublishedAt == null) {
      throw new ProblemException(
          ProblemType.ILLEGAL_TRANSITION,
          "It was never published, so there is nothing to correct.");
    }
    allow(Move.CORRECT);
    boolean readersHaveAll = !hasUnpublishedChanges();
    updatedAt = now;
    touch(by.keyId(), now);
    if (readersHaveAll) {
      leaveEditionAsIs();
    }
  }

  void submit(Caller by, Instant now) {
    allow(Move.SUBMIT);
    state(ArticleState.IN_REVIEW);
    touch(by.keyId(), now);
  }

  /** Back to draft, from review or from the schedule. */
  void withdraw(Caller by, Instant now) {
    allow(Move.WITHDRAW);
    state(ArticleState.DRAFT);
    clearTimes();
    touch(by.keyId(), now);
  }

  void schedule(AskedTime at, Caller by, Instant now) {
    allow(Move.SCHEDULE);
    requireNoEmbargo(at.instant());
    state(ArticleState.SCHEDULED);
    scheduledFor = at.instant();
    scheduledZone = at.zone();
    scheduledLocal = at.local();
    touch(by.keyId(), now);
  }

  /** When readers lose it again; null for never. */
  void end(AskedTime at) {
    unpublishAt = at == null ? null : at.instant();
    unpublishZone = at == null ? null : at.zone();
    unpublishLocal = at == null ? null : at.local();
  }

  /** As {@link #end(AskedTime)}, as a change of its own. */
  void end(AskedTime at, Caller by, Instant now) {
    allow(Move.EXPIRE);
    end(at);
    touch(by.keyId(), now);
  }

  /** No publishing and no scheduling before that time, by anyone. */
  void embargo(Instant until, String reason, Caller by, Instant now) {
    allow(Move.EDIT);
    if (isScheduled() && scheduledFor.isBefore(until)) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "It is scheduled for %s, before the embargo would end; withdraw it first."
              .formatted(Json.format(scheduledFor)));
    }
    embargoUntil = until;
    embargoReason = reason;
    embargoBy = by.keyId();
    touch(by.keyId(), now);
  }

  void liftEmbargo(Caller by, Instant now) {
    allow(Move.EDIT);
    embargoUntil = null;
    embargoReason = null;
    embargoBy = null;
    touch(by.keyId(), now);
  }

  boolean hasEmbargo(Instant at) {
    return embargoUntil != null && embargoUntil.isAfter(at);
  }

  /**
   * @throws ProblemException 409 where an embargo holds at that time
   */
  private void requireNoEmbargo(Instant at) {
    if (hasEmbargo(at)) {
      throw new ProblemException(
          ProblemType.EMBARGOED,
          "It may not be published before %s: %s"
              .formatted(Json.format(embargoUntil), embargoReason));
    }
  }

  /**
   * @param at when it counts as published, or null: now for a first time, else what it was
   * @param update whether readers would call this an update
   */
  void publish(Instant at, boolean update, UUID by, Instant now) {
    allow(Move.PUBLISH);
    requireNoEmbargo(now);
    boolean again = firstPublishedAt != null;
    if (at != null) {
      publishedAt = at;
    } else if (publishedAt == null) {
      publishedAt = now;
    }
    if (!again) {
      firstPublishedAt = publishedAt;
    }
    if (update && again) {
      updatedAt = now;
    }
    state(ArticleState.PUBLISHED);
    clearSchedule();
    touch(by, now);
    publishedVersion = version;
  }

  void unpublish(UUID by, Instant now) {
    allow(Move.UNPUBLISH);
    state(ArticleState.DRAFT);
    clearTimes();
    touch(by, now);
  }

  void archive(Caller by, Instant now) {
    allow(Move.ARCHIVE);
    state(ArticleState.ARCHIVED);
    clearTimes();
    touch(by.keyId(), now);
  }

  void takeDown(TakedownReason reason, Caller by, Instant now) {
    allow(Move.TAKEDOWN);
    state(ArticleState.TAKEN_DOWN);
    clearTimes();
    takenDownReason = reason.name().toLowerCase(Locale.ROOT);
    touch(by.keyId(), now);
  }

  /** To the bin; what was published or scheduled is so no more. */
  void bin(Caller by, Instant now) {
    allow(Move.DELETE);
    if (state() != ArticleState.ARCHIVED) {
      state(ArticleState.DRAFT);
    }
    clearTimes();
    binnedAt = now;
    touch(by.keyId(), now);
  }

  /** Out of the bin, or out of the archive, as a draft. */
  void restore(Caller by, Instant now) {
    allow(Move.RESTORE);
    binnedAt = null;
    state(ArticleState.DRAFT);
    touch(by.keyId(), now);
  }

  /** The scheduled time came and it could not be published: somebody has to look. */
  void fallBack(UUID by, Instant now) {
    state(ArticleState.IN_REVIEW);
    clearTimes();
    touch(by, now);
  }

  private void clearSchedule() {
    packageId = null;
    scheduledFor = null;
    scheduledZone = null;
    scheduledLocal = null;
  }

  private void clearTimes() {
    clearSchedule();
    end(null);
  }

  Set<Move> allowed() {
    if (binnedAt != null) {
      return EnumSet.of(Move.RESTORE);
    }
    Set<Move> allowed = allowedByState();
    if (firstPublishedAt != null && allowed.contains(Move.EDIT)) {
      allowed.add(Move.CORRECT);
    }
    return allowed;
  }

  private Set<Move> allowedByState() {
    return switch (state()) {
      case DRAFT -> EnumSet.of(Move.EDIT, Move.SUBMIT, Move.PUBLISH, Move.SCHEDULE, Move.DELETE);
      case IN_REVIEW ->
          EnumSet.of(Move.EDIT, Move.WITHDRAW, Move.PUBLISH, Move.SCHEDULE, Move.DELETE);
      case SCHEDULED ->
          EnumSet.of(
              Move.EDIT, Move.WITHDRAW, Move.PUBLISH, Move.SCHEDULE, Move.EXPIRE, Move.DELETE);
      case PUBLISHED ->
          EnumSet.of(
              Move.EDIT,
              Move.PUBLISH,
              Move.UNPUBLISH,
              Move.EXPIRE,
              Move.ARCHIVE,
              Move.TAKEDOWN,
              Move.DELETE);
      case ARCHIVED -> EnumSet.of(Move.RESTORE, Move.DELETE);
      case TAKEN_DOWN -> EnumSet.noneOf(Move.class);
    };
  }

  /**
   * @throws ProblemException 409 naming the state and what it allows
   */
  void allow(Move move) {
    if (packageId != null && AS_PACKAGE.contains(move)) {
      throw ProblemException.conflict(
          ProblemType.CONFLICT,
          "It is scheduled with the package %s; withdraw that first.".formatted(packageId),
          packageId);
    }
    Set<Move> allowed = allowed();
    if (!allowed.contains(move)) {
      throw new ProblemException(
          ProblemType.ILLEGAL_TRANSITION,
          "From %s%s it cannot %s; allowed: %s."
              .formatted(
                  state,
                  binnedAt == null ? "" : " in the bin",
                  move.name().toLowerCase(Locale.ROOT),
                  allowed.isEmpty() ? "nothing" : allowed.toString().toLowerCase(Locale.ROOT)));
    }
  }

  private void state(ArticleState state) {
    this.state = state.name().toLowerCase(Locale.ROOT);
  }

  private void touch(UUID by, Instant now) {
    version++;
    modifiedAt = now;
    modifiedBy = by;
  }
}
