package io.masthead.author;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.IfMatch;
import io.masthead.http.Json;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps the authors, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class AuthorService {

  @Inject AuthorRepository authors;
  @Inject Event<AuthorEvent> events;
  @Inject Cursors cursors;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /**
   * Finds many in one read.
   *
   * @param refs ids or slugs, in any spelling
   * @return what was found, by the ref as it was given
   */
  @Transactional
  public Map<String, AuthorRef> find(Collection<String> refs) {
    List<UUID> ids = new ArrayList<>();
    List<String> slugs = new ArrayList<>();
    for (String ref : refs) {
      if (Json.isUuid(ref)) {
        ids.add(UUID.fromString(ref));
      } else if (Slug.isValid(Slug.canonical(ref))) {
        slugs.add(Slug.canonical(ref));
      }
    }
    Map<String, AuthorRef> byRef = new HashMap<>();
    if (!ids.isEmpty() || !slugs.isEmpty()) {
      Map<UUID, AuthorRef> byId = new HashMap<>();
      Map<String, AuthorRef> bySlug = new HashMap<>();
      for (AuthorRef author : authors.refs(ids, slugs)) {
        byId.put(author.id(), author);
        bySlug.put(author.slug(), author);
      }
      for (String ref : refs) {
        AuthorRef author =
            Json.isUuid(ref) ? byId.get(UUID.fromString(ref)) : bySlug.get(Slug.canonical(ref));
        if (author != null) {
          byRef.put(ref, author);
        }
      }
    }
    return byRef;
  }

  @Transactional
  Page<AuthorDetail> list(String q, String cursor, int limit, boolean total) {
    String prefix = Text.line(q);
    String scope = prefix == null ? "authors" : "authors\n" + prefix;
    Cursors.Position at = cursors.read(cursor, scope);
    Page<AuthorDetail> page =
        cursors.page(
            authors.list(prefix, at, limit).stream().map(AuthorDetail::of).toList(),
            limit,
            at,
            scope,
            author -> List.of(author.sortName(), author.id().toString()));
    return total ? page.withTotal(authors.count(prefix)) : page;
  }

  @Transactional
  AuthorDetail get(String ref) {
    return AuthorDetail.of(load(ref));
  }

  /** Adds an author from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode author) {
    create(binder.convert(author, AuthorRequest.class));
  }

  @Transactional
  AuthorDetail create(AuthorRequest request) {
    authors.lock();
    Author author = new Author();
    author.id = Ids.next();
    author.createdAt = clock.instant();
    author.slug = slugFor(author.id, request);
    author.write(request, author.createdAt);
    authors.persistAndFlush(author);
    return AuthorDetail.of(author);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  AuthorDetail update(String ref, IfMatch precondition, MergePatch patch, boolean rewrite) {
    authors.lock();
    Author author = load(ref);
    precondition.check(author.version);
    AuthorRequest old = AuthorRequest.of(author);
    AuthorRequest request = binder.merge(patch, json.valueToTree(old), AuthorRequest.class);
    if (request.equals(old)) {
      return AuthorDetail.of(author);
    }
    AuthorRef before = author.ref();
    author.slug = slugFor(author.id, request);
    author.write(request, clock.instant());
    authors.flush();
    if (!author.name.equals(before.name()) || !author.slug.equals(before.slug())) {
      events.fire(new AuthorEvent.Renamed(author.ref(), rewrite));
    }
    return AuthorDetail.of(author);
  }

  /**
   * Deletes for good. What uses the author goes to another or keeps its name as text; where neither
   * was asked for, the foreign key refuses.
   */
  @Transactional
  void delete(String ref, IfMatch precondition, String reassignTo, boolean keepAsText) {
    if (reassignTo != null && keepAsText) {
      throw ProblemException.validation(
          Fault.parameter("keepAsText", "not_allowed", "reassignTo is given, too"));
    }
    authors.lock();
    Author author = load(ref);
    precondition.check(author.version);
    if (reassignTo != null) {
      events.fire(new AuthorEvent.Reassigned(author.id, heir(author.id, reassignTo)));
    } else if (keepAsText) {
      events.fire(new AuthorEvent.KeptAsText(author.id, author.name));
    }
    authors.delete(author);
    authors.flush();
  }

  private Author load(String ref) {
    Optional<Author> found =
        Json.isUuid(ref)
            ? authors.findByIdOptional(UUID.fromString(ref))
            : authors.findBySlug(Slug.canonical(ref));
    return found.orElseThrow(ProblemException::notFound);
  }

  private AuthorRef heir(UUID from, String ref) {
    AuthorRef heir = find(List.of(ref)).get(ref);
    if (heir == null) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "not_found", "there is no such author"));
    }
    if (heir.id().equals(from)) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "invalid_value", "another author is wanted"));
    }
    return heir;
  }

  private String slugFor(UUID id, AuthorRequest request) {
    if (request.slug() == null) {
      return Slug.free(Slug.of(request.name()), slugs -> authors.taken(slugs, id));
    }
    authors
        .findBySlug(request.slug())
        .filter(other -> !other.id.equals(id))
        .ifPresent(
            other -> {
              throw ProblemException.slugTaken(other.id);
            });
    return request.slug();
  }
}
