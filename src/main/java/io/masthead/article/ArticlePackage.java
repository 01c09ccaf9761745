package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** Articles that readers get as one, and its life. */
@Entity
@Table(name = "article_package")
class ArticlePackage {

  @Id UUID id;
  int version;
  String title;
  String state;

  @Column(name = "scheduled_for")
  Instant scheduledFor;

  @Column(name = "published_at")
  Instant publishedAt;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  UUID createdBy;

  @Column(name = "modified_at")
  Instant modifiedAt;

  @Column(name = "modified_by")
  UUID modifiedBy;

  static ArticlePackage draft(UUID id, String title, Caller by, Instant now) {
    ArticlePackage made = new ArticlePackage();
    made.id = id;
    made.version = 1;
    made.title = title;
    made.state(PackageState.DRAFT);
    made.createdAt = now;
    made.createdBy = by.keyId();
    made.modifiedAt = now;
    made.modifiedBy = by.keyId();
    return made;
  }

  PackageState state() {
    return PackageState.valueOf(state.toUpperCase(Locale.ROOT));
  }

  void edit(String title, Caller by, Instant now) {
    allow("edit", PackageState.DRAFT);
    this.title = title;
    touch(by.keyId(), now);
  }

  void schedule(Instant at, Caller by, Instant now) {
    allow("schedule", PackageState.DRAFT, PackageState.SCHEDULED);
    state(PackageState.SCHEDULED);
    scheduledFor = at;
    touch(by.keyId(), now);
  }

  void publish(Instant at, UUID by, Instant now) {
    allow("publish", PackageState.DRAFT, PackageState.SCHEDULED);
    state(PackageState.PUBLISHED);
    scheduledFor = null;
    publishedAt = at;
    touch(by, now);
  }

  void withdraw(UUID by, Instant now) {
    allow("withdraw", PackageState.SCHEDULED);
    state(PackageState.DRAFT);
    scheduledFor = null;
    touch(by, now);
  }

  /** What readers have goes on without it; what waits for its time does not. */
  void delete() {
    allow("delete", PackageState.DRAFT, PackageState.PUBLISHED);
  }

  /**
   * @throws ProblemException 409 naming the state and those that it is possible in
   */
  void allow(String move, PackageState... states) {
    if (!Arrays.asList(states).contains(state())) {
      throw new ProblemException(
          ProblemType.ILLEGAL_TRANSITION,
          "From %s it cannot %s; that is for: %s."
              .formatted(state, move, Arrays.toString(states).toLowerCase(Locale.ROOT)));
    }
  }

  private void state(PackageState state) {
    this.state = state.name().toLowerCase(Locale.ROOT);
  }

  private void touch(UUID by, Instant now) {
    version++;
    modifiedAt = now;
    modifiedBy = by;
  }
}
