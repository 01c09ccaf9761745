package io.masthead.taxonomy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A subject that articles share, across sections. */
@Entity
@Table(name = "tag")
class Tag {

  @Id UUID id;
  @Version int version = 1;
  String slug;
  String name;
  String description;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "modified_at")
  Instant modifiedAt;

  TermRef ref() {
    return new TermRef(id, slug, name);
  }
}
