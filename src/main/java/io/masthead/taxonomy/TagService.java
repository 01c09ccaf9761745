package io.masthead.taxonomy;

import static io.masthead.term.TermKind.TAG;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.http.IfMatch;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps the tags, no two alike, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class TagService {

  private static final String AUDITED = "tag";

  @Inject TagRepository tags;
  @Inject TermSlugs slugs;
  @Inject TermLists lists;
  @Inject TermUses uses;
  @Inject TermMerges merges;
  @Inject Event<TaxonomyEvent> events;
  @Inject Audit audit;
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
    return slugs.find(TAG, refs, tags::refs, TermRef::id);
  }

  @Transactional
  Page<TagDetail> list(String q, String cursor, int limit, boolean total) {
    Page<Tag> page =
        lists.page(
            TAG, Tag.class, tag -> List.of(tag.name, tag.id.toString()), q, cursor, limit, total);
    return page.map(TagDetail::of);
  }

  @Transactional
  TagDetail get(String ref) {
    return TagDetail.of(load(ref));
  }

  /** Adds a tag from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode tag, Caller caller) {
    create(binder.convert(tag, TagRequest.class), caller);
  }

  @Transactional
  TagDetail create(TagRequest request, Caller caller) {
    slugs.lock(TAG);
    Tag tag = new Tag();
    tag.id = Ids.next();
    tag.createdAt = clock.instant();
    write(tag, request, tag.createdAt);
    tags.persistAndFlush(tag);
    audit.changed(caller, AUDITED, tag.id, "created", null, trace(tag));
    return TagDetail.of(tag);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  TagDetail update(String ref, IfMatch precondition, MergePatch patch, Caller caller) {
    slugs.lock(TAG);
    Tag tag = load(ref);
    precondition.check(tag.version);
    TagRequest old = TagRequest.of(tag);
    TagRequest request = binder.merge(patch, json.valueToTree(old), TagRequest.class);
    if (request.equals(old)) {
      return TagDetail.of(tag);
    }
    TermRef before = tag.ref();
    ObjectNode traced = trace(tag);
    write(tag, request, clock.instant());
    tags.flush();
    slugs.change(TAG, tag.id, before.slug(), tag.slug);
    if (!tag.ref().equals(before)) {
      events.fire(new TaxonomyEvent.TagChanged(tag.ref()));
    }
    audit.changed(caller, AUDITED, tag.id, "edited", traced, trace(tag));
    return TagDetail.of(tag);
  }

  /**
   * Deletes for good. Its articles take another tag instead, which answers for its slugs, too;
   * where none was named, one in use is refused.
   */
  @Transactional
  void delete(String ref, IfMatch precondition, String reassignTo, Caller caller) {
    slugs.lock(TAG);
    Tag tag = load(ref);
    precondition.check(tag.version);
    ObjectNode heirs = null;
    if (reassignTo == null) {
      uses.refuse(TAG, tag.id);
    } else {
      TermRef heir = find(List.of(reassignTo)).get(reassignTo);
      TermSlugs.checkHeir(TAG, tag.id, heir == null ? null : heir.id());
      events.fire(new TaxonomyEvent.TagReassigned(tag.id, heir, caller));
      slugs.handOver(TAG, tag.id, tag.slug, heir.id());
      heirs = json.createObjectNode().put("reassignedTo", heir.id().toString());
    }
    audit.changed(caller, AUDITED, tag.id, "deleted", trace(tag), heirs);
    tags.delete(tag);
    tags.flush();
  }

  /** What the audit list tells of a tag. */
  private ObjectNode trace(Tag tag) {
    ObjectNode trace = json.valueToTree(TagRequest.of(tag));
    return trace.put("version", tag.version);
  }

  /**
   * Makes one tag of two: articles, slugs and the id of the one lead to the other. Done already, it
   * is done.
   *
   * @throws ProblemException 409 where either was merged into another before, 422 where there is
   *     none to merge into
   */
  @Transactional
  TagDetail merge(String ref, IfMatch precondition, MergeRequest request, Caller caller) {
    slugs.lock(TAG);
    TermRef heir = find(List.of(request.into())).get(request.into());
    UUID heirId = heir == null ? null : heir.id();
    if (merges.isDone(TAG, ref, heirId)) {
      return TagDetail.of(tags.findById(heirId));
    }
    Tag tag = load(ref);
    precondition.check(tag.version);
    merges.check(TAG, tag.id, request.into(), heirId);
    events.fire(new TaxonomyEvent.TagReassigned(tag.id, heir, caller));
    merges.leave(TAG, tag.id, tag.slug, heirId);
    audit.changed(caller, AUDITED, tag.id, "merged", trace(tag), Map.of("mergedInto", heirId));
    tags.delete(tag);
    tags.flush();
    return TagDetail.of(tags.findById(heirId));
  }

  private Tag load(String ref) {
    return slugs
        .find(TAG, ref)
        .flatMap(tags::findByIdOptional)
        .orElseThrow(ProblemException::notFound);
  }

  private void write(Tag tag, TagRequest request, Instant now) {
    // Looked up before the entity changes, since a query writes changes down first.
    String slug = slugs.choose(TAG, tag.id, request.slug(), request.name());
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
}
