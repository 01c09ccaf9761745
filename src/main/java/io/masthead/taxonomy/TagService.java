package io.masthead.taxonomy;

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
import io.masthead.http.ProblemType;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps the tags, no two alike, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class TagService {

  @Inject TagRepository tags;
  @Inject Event<TaxonomyEvent> events;
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
  public Map<String, TermRef> find(Collection<String> refs) {
    return Refs.find(refs, tags::refs);
  }

  @Transactional
  Page<TagDetail> list(String q, String cursor, int limit, boolean total) {
    String prefix = Text.line(q);
    String scope = prefix == null ? "tags" : "tags\n" + prefix;
    Cursors.Position at = cursors.read(cursor, scope);
    Page<TagDetail> page =
        cursors.page(
            tags.list(prefix, at, limit).stream().map(TagDetail::of).toList(),
            limit,
            at,
            scope,
            tag -> List.of(tag.name(), tag.id().toString()));
    return total ? page.withTotal(tags.count(prefix)) : page;
  }

  @Transactional
  TagDetail get(String ref) {
    return TagDetail.of(load(ref));
  }

  /** Adds a tag from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode tag) {
    create(binder.convert(tag, TagRequest.class));
  }

  @Transactional
  TagDetail create(TagRequest request) {
    tags.lock();
    Tag tag = new Tag();
    tag.id = Ids.next();
    tag.createdAt = clock.instant();
    write(tag, request, tag.createdAt);
    tags.persistAndFlush(tag);
    return TagDetail.of(tag);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  TagDetail update(String ref, IfMatch precondition, MergePatch patch) {
    tags.lock();
    Tag tag = load(ref);
    precondition.check(tag.version);
    TagRequest old = TagRequest.of(tag);
    TagRequest request = binder.merge(patch, json.valueToTree(old), TagRequest.class);
    if (request.equals(old)) {
      return TagDetail.of(tag);
    }
    TermRef before = tag.ref();
    write(tag, request, clock.instant());
    tags.flush();
    if (!tag.ref().equals(before)) {
      events.fire(new TaxonomyEvent.TagChanged(tag.ref()));
    }
    return TagDetail.of(tag);
  }

  /**
   * Deletes for good. Its articles take another tag instead; where none was named, the foreign key
   * refuses to delete one in use.
   */
  @Transactional
  void delete(String ref, IfMatch precondition, String reassignTo) {
    tags.lock();
    Tag tag = load(ref);
    precondition.check(tag.version);
    if (reassignTo != null) {
      events.fire(new TaxonomyEvent.TagReassigned(tag.id, heir(tag.id, reassignTo)));
    }
    tags.delete(tag);
    tags.flush();
  }

  private Tag load(String ref) {
    Optional<Tag> found =
        Json.isUuid(ref)
            ? tags.findByIdOptional(UUID.fromString(ref))
            : tags.findBySlug(Slug.canonical(ref));
    return found.orElseThrow(ProblemException::notFound);
  }

  private TermRef heir(UUID from, String ref) {
    TermRef heir = find(List.of(ref)).get(ref);
    if (heir == null) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "not_found", "there is no such tag"));
    }
    if (heir.id().equals(from)) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "invalid_value", "another tag is wanted"));
    }
    return heir;
  }

  private void write(Tag tag, TagRequest request, Instant now) {
    // Looked up before the entity changes, since a query writes changes down first.
    String slug = slugFor(tag.id, request);
    tags.findTwin(request.name(), tag.id)
        .ifPresent(
            twin -> {
              throw ProblemException.conflict(
                  ProblemType.NAME_TAKEN, "Another tag has this name.", twin);
            });
    tag.slug = slug;
    tag.name = request.name();
    tag.description = request.description();
    tag.modifiedAt = now;
  }

  private String slugFor(UUID id, TagRequest request) {
    if (request.slug() == null) {
      return Slug.free(Slug.of(request.name()), slugs -> tags.taken(slugs, id));
    }
    tags.findBySlug(request.slug())
        .filter(other -> !other.id.equals(id))
        .ifPresent(
            other -> {
              throw ProblemException.slugTaken(other.id);
            });
    return request.slug();
  }
}
