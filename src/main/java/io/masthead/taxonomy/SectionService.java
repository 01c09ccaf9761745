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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps the tree of sections, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class SectionService {

  /** Levels of the tree; more than any site's navigation shows. */
  static final int MAX_DEPTH = 6;

  @Inject SectionRepository sections;
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
    return Refs.find(refs, sections::refs);
  }

  /** The section itself, then each one above it up to the root; empty where there is none. */
  @Transactional
  public List<UUID> ancestors(UUID id) {
    return sections.ancestors(id);
  }

  @Transactional
  Page<SectionDetail> list(String q, String cursor, int limit, boolean total) {
    String prefix = Text.line(q);
    String scope = prefix == null ? "sections" : "sections\n" + prefix;
    Cursors.Position at = cursors.read(cursor, scope);
    Page<SectionDetail> page =
        cursors.page(
            details(sections.list(prefix, at, limit)),
            limit,
            at,
            scope,
            section -> List.of(section.name(), section.id().toString()));
    return total ? page.withTotal(sections.count(prefix)) : page;
  }

  @Transactional
  SectionDetail get(String ref) {
    return detail(load(ref));
  }

  /** Adds a section from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode section) {
    create(binder.convert(section, SectionRequest.class));
  }

  @Transactional
  SectionDetail create(SectionRequest request) {
    sections.lock();
    Section section = new Section();
    section.id = Ids.next();
    section.createdAt = clock.instant();
    write(section, request, section.createdAt);
    sections.persistAndFlush(section);
    return detail(section);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  SectionDetail update(String ref, IfMatch precondition, MergePatch patch) {
    sections.lock();
    Section section = load(ref);
    precondition.check(section.version);
    SectionRequest old = SectionRequest.of(section);
    SectionRequest request = binder.merge(patch, json.valueToTree(old), SectionRequest.class);
    TermRef before = section.ref();
    UUID parentBefore = section.parentId;
    if (write(section, request, clock.instant())) {
      sections.flush();
      if (!section.ref().equals(before)) {
        events.fire(new TaxonomyEvent.SectionChanged(section.ref()));
      }
      if (!Objects.equals(section.parentId, parentBefore)) {
        events.fire(new TaxonomyEvent.SectionMoved(section.id));
      }
    }
    return detail(section);
  }

  /**
   * Deletes for good. Its articles go to another section; where none was named, the foreign key
   * refuses to delete one in use. One with sections below is never deleted.
   */
  @Transactional
  void delete(String ref, IfMatch precondition, String reassignTo) {
    sections.lock();
    Section section = load(ref);
    precondition.check(section.version);
    if (reassignTo != null) {
      if (sections.count("parentId", section.id) > 0) {
        throw new ProblemException(ProblemType.IN_USE, "Other sections stand below it.");
      }
      events.fire(new TaxonomyEvent.SectionReassigned(section.id, heir(section.id, reassignTo)));
    }
    sections.delete(section);
    sections.flush();
  }

  private Section load(String ref) {
    Optional<Section> found =
        Json.isUuid(ref)
            ? sections.findByIdOptional(UUID.fromString(ref))
            : sections.findBySlug(Slug.canonical(ref));
    return found.orElseThrow(ProblemException::notFound);
  }

  private SectionDetail detail(Section section) {
    return details(List.of(section)).get(0);
  }

  /** The parents of all of them in one read. */
  private List<SectionDetail> details(List<Section> found) {
    List<UUID> ids =
        found.stream().map(s -> s.parentId).filter(Objects::nonNull).distinct().toList();
    Map<UUID, TermRef> parents =
        ids.isEmpty()
            ? Map.of()
            : sections.refs(ids, List.of()).stream()
                .collect(Collectors.toMap(TermRef::id, Function.identity()));
    return found.stream()
        .map(s -> SectionDetail.of(s, s.parentId == null ? null : parents.get(s.parentId)))
        .toList();
  }

  private TermRef heir(UUID from, String ref) {
    TermRef heir = find(List.of(ref)).get(ref);
    if (heir == null) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "not_found", "there is no such section"));
    }
    if (heir.id().equals(from)) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "invalid_value", "another section is wanted"));
    }
    return heir;
  }

  /** Takes over what an editor wrote, and tells whether that changes anything. */
  private boolean write(Section section, SectionRequest request, Instant now) {
    // Looked up before the entity changes, since a query writes changes down first.
    UUID parentId = parentFor(section, request.parent());
    String slug = slugFor(section.id, request);
    if (slug.equals(section.slug)
        && request.name().equals(section.name)
        && Objects.equals(request.description(), section.description)
        && Objects.equals(parentId, section.parentId)) {
      return false;
    }
    section.slug = slug;
    section.name = request.name();
    section.description = request.description();
    section.parentId = parentId;
    section.modifiedAt = now;
    return true;
  }

  private UUID parentFor(Section section, String ref) {
    if (ref == null) {
      return null;
    }
    TermRef parent = find(List.of(ref)).get(ref);
    if (parent == null) {
      throw refused("not_found", "there is no such section");
    }
    if (parent.id().equals(section.parentId)) {
      return parent.id();
    }
    List<UUID> above = sections.ancestors(parent.id());
    if (above.contains(section.id)) {
      throw refused("cycle", "a section cannot stand below itself");
    }
    if (above.size() + sections.height(section.id) > MAX_DEPTH) {
      throw refused("too_deep", "sections nest at most " + MAX_DEPTH + " levels deep");
    }
    return parent.id();
  }

  private static ProblemException refused(String code, String detail) {
    return ProblemException.validation(Fault.at("/parent", code, detail));
  }

  private String slugFor(UUID id, SectionRequest request) {
    if (request.slug() == null) {
      return Slug.free(Slug.of(request.name()), slugs -> sections.taken(slugs, id));
    }
    sections
        .findBySlug(request.slug())
        .filter(other -> !other.id.equals(id))
        .ifPresent(
            other -> {
              throw ProblemException.slugTaken(other.id);
            });
    return request.slug();
  }
}
