package io.masthead.author;

import io.masthead.text.EmailAddress;
import io.masthead.text.Line;
import io.masthead.text.Prose;
import io.masthead.text.Slug;
import io.masthead.text.SlugText;
import io.masthead.text.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author as an editor writes one. */
@Schema(description = "An author as an editor writes one")
record AuthorRequest(
    @SlugText @Schema(description = "Made from the name where absent", examples = "ann-lee")
        String slug,
    @NotNull
        @Line(max = 120)
        @Schema(description = "1 to 120 characters, as bylines print it", examples = "Ann Lee")
        String name,
    @Line(max = 120)
        @Schema(
            description = "What lists are ordered by; the name where absent",
            examples = "Lee, Ann")
        String sortName,
    @Schema(description = "staff where absent") AuthorKind kind,
    @Line(max = 120)
        @Schema(description = "At most 120 characters", examples = "Transport correspondent")
        String position,
    @Line(max = 120) @Schema(description = "At most 120 characters") String affiliation,
    @Prose(max = 2000) @Schema(description = "At most 2,000 characters") String bio,
    @Size(max = 10) List<@NotNull @Valid AuthorLink> links,
    @EmailAddress @Schema(description = "Shown to readers") String publicEmail,
    @Line(max = 80) @Schema(description = "At most 80 characters", examples = "Almaty")
        String location,
    @EmailAddress @Schema(description = "For the newsroom alone") String email,
    @Prose(max = 2000) @Schema(description = "For the newsroom alone; at most 2,000 characters")
        String note) {

  AuthorRequest {
    slug = Slug.canonical(slug);
    name = Text.line(name);
    sortName = Text.line(sortName);
    kind = kind == null ? AuthorKind.STAFF : kind;
    position = Text.line(position);
    affiliation = Text.line(affiliation);
    bio = Text.prose(bio);
    links = links == null ? List.of() : links;
    publicEmail = Text.line(publicEmail);
    location = Text.line(location);
    email = Text.line(email);
    note = Text.prose(note);
  }

  /** What a merge patch is applied to; a sort name that follows the name goes on following it. */
  static AuthorRequest of(Author author) {
    return new AuthorRequest(
        author.slug,
        author.name,
        author.sortName.equals(author.name) ? null : author.sortName,
        AuthorKind.of(author.kind),
        author.position,
        author.affiliation,
        author.bio,
        author.links,
        author.publicEmail,
        author.location,
        author.email,
        author.note);
  }
}
