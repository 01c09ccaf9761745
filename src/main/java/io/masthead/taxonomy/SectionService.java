package io.masthead.taxonomy;

import static io.masthead.term.TermKind.SECTION;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.IfMatch;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.term.TermLists;
import io.masthead.term.TermMerges;
import io.masthead.term.TermSlugs;
import io.masthead.term.TermUses;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps the tree of sections, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class SectionService {

  private static final String AUDITED = "section";

  /** Levels of the tree; more than any site's navigation shows. */
  static final int MAX_DEPTH = 6;

  @Inject SectionRepository sections;
  @Inject SectionMoveRules rules;
  @Inject TermSlugs slugs;
  @Inject TermLists lists;
  @Inject TermUses uses;
  @Inject TermMerges merges;
  @Inject Event<TaxonomyEvent> events;
  @Inject Audit audit;
  @Inject Cursors cursors;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /**
   * Finds many at once.
   *
   * @param refs ids or slugs, former ones too, in any spelling
   * @return what was found, by the ref as it was given
   */
  @Transactional
  public Map<String, TermRef> find(Collection<String> refs) {
    return slugs.find(SECTION, refs, sections::refs, TermRef::id);
  }

  @Transactional
  Page<SectionDetail> list(SectionSort sort, String q, String cursor, int limit, boolean total) {
    if (sort == SectionSort.TREE) {
      return inTreeOrder(q, cursor, limit, total);
    }
    Page<Section> page =
        lists.page(
            SECTION,
            Section.class,
            section -> List.of(section.name, section.id.toString()),
            q,
            cursor,
            limit,
            total);
    return new Page<>(details(page.items()), page.page());
  }

  /** Each below the one above it, in the order that editors gave. */
  private Page<SectionDetail> inTreeOrder(String q, String cursor, int limit, boolean total) {
    if (q != null) {
      throw ProblemException.badRequest(
          Fault.parameter("q", "not_allowed", "a tree is listed whole"));
    }
    String scope = "sections\ntree";
    Cursors.Position at = cursors.read(cursor, scope);
    Page<SectionRepository.Node> page =
        cursors.page(sections.tree(at, limit), limit, at, scope, node -> List.of(node.path()));
    Map<UUID, Section> found =
        sections
            .list("id in ?1", page.items().stream().map(SectionRepository.Node::id).toList())
            .stream()
            .collect(Collectors.toMap(section -> section.id, Function.identity()));
    List<SectionDetail> items =
        details(page.items().stream().map(node -> found.get(node.id())).toList());
    Page<SectionDetail> listed = new Page<>(items, page.page());
    return total ? listed.withTotal(sections.count()) : listed;
  }

  @Transactional
  SectionDetail get(String ref) {
    return detail(load(ref));
  }

  /** Adds a section from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode section, Caller caller) {
    create(binder.convert(section, SectionRequest.class), caller);
  }

  @Transactional
  SectionDetail create(SectionRequest request, Caller caller) {
    slugs.lock(SECTION);
    Section section = new Section();
    section.id = Ids.next();
    section.createdAt = clock.instant();
    write(section, request, section.createdAt);
    sections.persistAndFlush(section);
    audit.changed(caller, AUDITED, section.id, "created", null, trace(section));
    return detail(section);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  SectionDetail update(String ref, IfMatch precondition, MergePatch patch, Caller caller) {
    slugs.lock(SECTION);
    Section section = load(ref);
    precondition.check(section.version);
    SectionRequest old = SectionRequest.of(section);
    SectionRequest request = binder.merge(patch, json.valueToTree(old), SectionRequest.class);
    TermRef before = section.ref();
    ObjectNode traced = trace(section);
    UUID parentBefore = section.parentId;
    if (write(section, request, clock.instant())) {
      sections.flush();
      slugs.change(SECTION, section.id, before.slug(), section.slug);
      if (!section.ref().equals(before)) {
        events.fire(new TaxonomyEvent.SectionChanged(section.ref()));
      }
      if (!Objects.equals(section.parentId, parentBefore)) {
        sections.number(List.of(section.id));
        events.fire(new TaxonomyEvent.SectionMoved(section.id));
      }
      audit.changed(caller, AUDITED, section.id, "edited", traced, trace(section));
    }
    return detail(section);
  }

  /**
   * Deletes for good. Its articles go to another section, which answers for its slugs, too; where
   * none was named, one in use is refused. One with sections below is never deleted.
   */
  @Transactional
  void delete(String ref, IfMatch precondition, String reassignTo, Caller caller) {
    slugs.lock(SECTION);
    Section section = load(ref);
    precondition.check(section.version);
    ObjectNode heirs = null;
    if (reassignTo == null) {
      uses.refuse(SECTION, section.id);
    } else {
      int below = sections.below(section.id, Page.MAX_TOTAL);
      if (below > 0) {
        throw ProblemException.inUse(Map.of(SectionsBelow.USERS, below));
      }
      TermRef heir = find(List.of(reassignTo)).get(reassignTo);
      TermSlugs.checkHeir(SECTION, section.id, heir == null ? null : heir.id());
      events.fire(new TaxonomyEvent.SectionReassigned(section.id, heir, caller));
      slugs.handOver(SECTION, section.id, section.slug, heir.id());
      heirs = json.createObjectNode().put("reassignedTo", heir.id().toString());
    }
    audit.changed(caller, AUDITED, section.id, "deleted", trace(section), heirs);
    sections.delete(section);
    sections.flush();
  }

  /** What the audit list tells of a section. */
  private ObjectNode trace(Section section) {
    ObjectNode trace = json.valueToTree(SectionRequest.of(section));
    return trace.put("version", section.version);
  }

  /**
   * Makes one section of two: articles, slugs and the id of the one lead to the other, and what
   * stands below the one comes last below the other. Done already, it is done.
   *
   * @throws ProblemException 409 where either was merged into another before, 422 where there is
   *     none to merge into, or it stands below, or the tree would become too deep
   */
  @Transactional
  SectionDetail merge(String ref, IfMatch precondition, MergeRequest request, Caller caller) {
    slugs.lock(SECTION);
    TermRef heir = find(List.of(request.into())).get(request.into());
    UUID heirId = heir == null ? null : heir.id();
    if (merges.isDone(SECTION, ref, heirId)) {
      return detail(sections.findById(heirId));
    }
    Section section = load(ref);
    precondition.check(section.version);
    merges.check(SECTION, section.id, request.into(), heirId);
    List<UUID> line = sections.ancestors(heirId);
    if (line.contains(section.id)) {
      throw TermMerges.refused("cycle", "a section cannot be merged into one below it");
    }
    if (line.size() + sections.height(section.id) - 1 > MAX_DEPTH) {
      throw TermMerges.refused("too_deep", "sections nest at most " + MAX_DEPTH + " levels deep");
    }
    // Articles are locked before sections, as publishing locks them; then what is below may move.
    events.fire(new TaxonomyEvent.SectionReassigned(section.id, heir, caller));
    List<SectionRepository.Moved> below =
        sections.moveAllBelow(section.id, heirId, clock.instant());
    events.fire(new TaxonomyEvent.SectionMoved(section.id));
    merges.leave(SECTION, section.id, section.slug, heirId);
    audit.changed(
        caller, AUDITED, section.id, "merged", trace(section), Map.of("mergedInto", heirId));
    audit.changed(
        Actor.of(caller),
        AUDITED,
        "moved",
        below.stream()
            .map(
                moved ->
                    new Audit.Item(
                        moved.id(),
                        Map.of("version", moved.version() - 1, "parent", section.id),
                        Map.of("version", moved.version(), "parent", heirId)))
            .toList());
    sections.delete(section);
    sections.flush();
    return detail(sections.findById(heirId));
  }

  /**
   * Puts a section, with all below it, where it is asked for; where it stands there already, the
   * version stays.
   */
  @Transactional
  SectionDetail move(String ref, IfMatch precondition, SectionMoveRequest request, Caller caller) {
    slugs.lock(SECTION);
    Section section = load(ref);
    precondition.check(section.version);
    Faults faults = new Faults();
    rules.check(request, faults);
    faults.raise();
    Section sibling = sibling(section, request);
    UUID parent =
        sibling == null
            ? parentFor(section, request.parent())
            : below(section, sibling.parentId, request.pointer());
    List<UUID> before = sections.rightBelow(parent);
    List<UUID> after = new ArrayList<>(before);
    after.remove(section.id);
    int place = sibling == null ? after.size() : after.indexOf(sibling.id);
    place += request.after() == null ? 0 : 1;
    after.add(place, section.id);
    if (!after.equals(before)) {
      ObjectNode traced = trace(section);
      List<UUID> pushed = after.subList(place, after.size());
      boolean otherParent = !Objects.equals(section.parentId, parent);
      sections.hold(pushed);
      section.parentId = parent;
      section.modifiedAt = clock.instant();
      sections.flush();
      sections.number(pushed);
      if (otherParent) {
        events.fire(new TaxonomyEvent.SectionMoved(section.id));
      }
      sections.flush();
      audit.changed(caller, AUDITED, section.id, "moved", traced, trace(section));
    }
    return detail(section);
  }

  private Section sibling(Section section, SectionMoveRequest request) {
    String ref = request.sibling();
    if (ref == null) {
      return null;
    }
    Section sibling =
        slugs
            .find(SECTION, ref)
            .flatMap(sections::findByIdOptional)
            .orElseThrow(() -> refused(request.pointer(), "not_found", "there is no such section"));
    if (sibling.id.equals(section.id)) {
      throw refused(request.pointer(), "invalid_value", "another section is wanted");
    }
    return sibling;
  }

  private Section load(String ref) {
    return slugs
        .find(SECTION, ref)
        .flatMap(sections::findByIdOptional)
        .orElseThrow(ProblemException::notFound);
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
            : sections.refs(ids).stream()
                .collect(Collectors.toMap(TermRef::id, Function.identity()));
    return found.stream()
        .map(s -> SectionDetail.of(s, s.parentId == null ? null : parents.get(s.parentId)))
        .toList();
  }

  /** Takes over what an editor wrote, and tells whether that changes anything. */
  private boolean write(Section section, SectionRequest request, Instant now) {
    // Looked up before the entity changes, since a query writes changes down first.
    UUID parentId = parentFor(section, request.parent());
    String slug = slugs.choose(SECTION, section.id, request.slug(), request.name());
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
      throw refused("/parent", "not_found", "there is no such section");
    }
    return below(section, parent.id(), "/parent");
  }

  /** The parent, if the section may stand below it. */
  private UUID below(Section section, UUID parent, String pointer) {
    if (parent == null || parent.equals(section.parentId)) {
      return parent;
    }
    List<UUID> above = sections.ancestors(parent);
    if (above.contains(section.id)) {
      throw refused(pointer, "cycle", "a section cannot stand below itself");
    }
    if (above.size() + sections.height(section.id) > MAX_DEPTH) {
      throw refused(pointer, "too_deep", "sections nest at most " + MAX_DEPTH + " levels deep");
    }
    return parent;
  }

  private static ProblemException refused(String pointer, String code, String detail) {
    return ProblemException.validation(Fault.at(pointer, code, detail));
  }
}
