package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.edition.Signatory;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Says who wrote a comment: a guest under a name they chose, the newsroom under a name it gives, or
 * whoever's key stands for an author as that author, and under no other name.
 */
@ApplicationScoped
class Signing {

  @Inject Editions editions;

  /**
   * @param given null where nothing was said of the writer
   * @throws ProblemException 422 where there is no name, or another than the author's
   */
  Signature sign(UUID article, CommentRequest.Author given, Optional<Caller> caller) {
    CommentRequest.Author said =
        given == null ? new CommentRequest.Author(null, null, null) : given;
    String name = Text.line(said.name());
    Optional<Signatory> writer =
        caller.map(Caller::authorId).flatMap(author -> editions.writer(article, author));
    if (writer.isPresent()) {
      if (name != null && !name.equals(writer.get().name())) {
        throw ProblemException.validation(
            Fault.at(
                "/author/name", "not_allowed", "the key stands for an author of another name"));
      }
      AuthorKind kind = writer.get().wroteIt() ? AuthorKind.AUTHOR : AuthorKind.STAFF;
      return new Signature(kind, writer.get().name(), said.email(), said.url());
    }
    if (name == null) {
      throw ProblemException.validation(Fault.at("/author/name", "required", "must not be null"));
    }
    return new Signature(
        caller.isPresent() ? AuthorKind.STAFF : AuthorKind.GUEST, name, said.email(), said.url());
  }
}
