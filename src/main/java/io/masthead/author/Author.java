package io.masthead.author;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A person, agency or organisation that bylines name. */
@Entity
@Table(name = "author")
class Author {

  @Id UUID id;
  @Version int version = 1;
  String slug;
  String name;

  @Column(name = "sort_name")
  String sortName;

  String kind;
  String position;
  String affiliation;
  String bio;

  @Convert(converter = AuthorLinks.class)
  List<AuthorLink> links;

  @Column(name = "public_email")
  String publicEmail;

  String location;
  String email;
  String note;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "modified_at")
  Instant modifiedAt;

  /** Takes over what an editor wrote; the slug is decided elsewhere. */
  void write(AuthorRequest request, Instant now) {
    name = request.name();
    sortName = request.sortName() == null ? request.name() : request.sortName();
    kind = request.kind().stored();
    position = request.position();
    affiliation = request.affiliation();
    bio = request.bio();
    links = request.links();
    publicEmail = request.publicEmail();
    location = request.location();
    email = request.email();
    note = request.note();
    modifiedAt = now;
  }

  AuthorRef ref() {
    return new AuthorRef(id, slug, name, kind);
  }
}
