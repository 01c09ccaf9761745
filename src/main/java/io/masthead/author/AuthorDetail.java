package io.masthead.author;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author as the newsroom sees one. */
@Schema(description = "An author as the newsroom sees one")
record AuthorDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Rises with every change; see ETag", examples = "1")
        int version,
    @Schema(required = true, examples = "ann-lee") String slug,
    @Schema(required = true, examples = "Ann Lee") String name,
    @Schema(required = true, examples = "Lee, Ann") String sortName,
    @Schema(required = true) AuthorKind kind,
    String position,
    String affiliation,
    String bio,
    @Schema(required = true) List<AuthorLink> links,
    @Schema(description = "Shown to readers") String publicEmail,
    String location,
    @Schema(description = "For the newsroom alone") String email,
    @Schema(description = "For the newsroom alone") String note,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant modifiedAt) {

  static AuthorDetail of(Author author) {
    return new AuthorDetail(
        author.id,
        author.version,
        author.slug,
        author.name,
        author.sortName,
        AuthorKind.of(author.kind),
        author.position,
        author.affiliation,
        author.bio,
        author.links,
        author.publicEmail,
        author.location,
        author.email,
        author.note,
        author.createdAt,
        author.modifiedAt);
  }
}
