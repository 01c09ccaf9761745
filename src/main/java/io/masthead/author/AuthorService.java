package io.masthead.author;

import static io.masthead.term.TermKind.AUTHOR;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.access.KeyService;
import io.masthead.http.Fault;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps the authors, and tells the rooms above what becomes of them. */
@ApplicationScoped
public class AuthorService {

  private static final String AUDITED = "author";

  @Inject AuthorRepository authors;
  @Inject AuthorLooks looks;
  @Inject TermSlugs slugs;
  @Inject TermLists lists;
  @Inject TermUses uses;
  @Inject TermMerges merges;
  @Inject KeyService keys;
  @Inject Event<AuthorEvent> events;
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
  public Map<String, AuthorRef> find(Collection<String> refs) {
    return slugs.find(AUTHOR, refs, authors::refs, AuthorRef::id);
  }

  /**
   * Whether an author has this name, or one that people would take for it: in other letters that
   * look the same, with other accents, case, spaces or invisible signs.
   */
  @Transactional
  public boolean isTakenForOne(String name) {
    return looks.has(name);
  }

  @Transactional
  void lookAtAll() {
    looks.keepMissing();
  }

  @Transactional
  Page<AuthorDetail> list(String q, String cursor, int limit, boolean total) {
    return lists
        .page(
            AUTHOR,
            Author.class,
            author -> List.of(author.sortName, author.id.toString()),
            q,
            cursor,
            limit,
            total)
        .map(AuthorDetail::of);
  }

  @Transactional
  AuthorDetail get(String ref) {
    return AuthorDetail.of(load(ref));
  }

  /** Adds an author from a document as the management API takes it. */
  @Transactional
  public void add(ObjectNode author, Caller caller) {
    create(binder.convert(author, AuthorRequest.class), caller);
  }

  @Transactional
  AuthorDetail create(AuthorRequest request, Caller caller) {
    slugs.lock(AUTHOR);
    Author author = new Author();
    author.id = Ids.next();
    author.createdAt = clock.instant();
    author.slug = slugs.choose(AUTHOR, author.id, request.slug(), request.name());
    author.write(request, author.createdAt);
    authors.persistAndFlush(author);
    looks.keep(author.id, author.name);
    audit.changed(caller, AUDITED, author.id, "created", null, trace(author));
    return AuthorDetail.of(author);
  }

  /** Changes what the patch names; one that changes nothing leaves the version. */
  @Transactional
  AuthorDetail update(
      String ref, IfMatch precondition, MergePatch patch, boolean rewrite, Caller caller) {
    slugs.lock(AUTHOR);
    Author author = load(ref);
    precondition.check(author.version);
    AuthorRequest old = AuthorRequest.of(author);
    AuthorRequest request = binder.merge(patch, json.valueToTree(old), AuthorRequest.class);
    if (request.equals(old)) {
      return AuthorDetail.of(author);
    }
    AuthorRef before = author.ref();
    ObjectNode traced = trace(author);
    author.slug = slugs.choose(AUTHOR, author.id, request.slug(), request.name());
    author.write(request, clock.instant());
    authors.flush();
    slugs.change(AUTHOR, author.id, before.slug(), author.slug);
    if (!author.name.equals(before.name())) {
      looks.keep(author.id, author.name);
    }
    if (!author.name.equals(before.name()) || !author.slug.equals(before.slug())) {
      events.fire(new AuthorEvent.Renamed(author.ref(), before.name(), rewrite));
    }
    if (!author.kind.equals(before.kind())) {
      events.fire(new AuthorEvent.KindChanged(author.id, before.kind()));
    }
    audit.changed(caller, AUDITED, author.id, "edited", traced, trace(author));
    return AuthorDetail.of(author);
  }

  /**
   * Deletes for good. What uses the author goes to another, its slugs with it, or keeps its name as
   * text; where neither was asked for, one in use is refused.
   */
  @Transactional
  void delete(
      String ref, IfMatch precondition, String reassignTo, boolean keepAsText, Caller caller) {
    if (reassignTo != null && keepAsText) {
      throw ProblemException.validation(
          Fault.parameter("keepAsText", "not_allowed", "reassignTo is given, too"));
    }
    slugs.lock(AUTHOR);
    Author author = load(ref);
    precondition.check(author.version);
    ObjectNode heirs = null;
    if (reassignTo != null) {
      AuthorRef heir = find(List.of(reassignTo)).get(reassignTo);
      TermSlugs.checkHeir(AUTHOR, author.id, heir == null ? null : heir.id());
      events.fire(new AuthorEvent.Reassigned(author.id, heir, caller));
      slugs.handOver(AUTHOR, author.id, author.slug, heir.id());
      heirs = json.createObjectNode().put("reassignedTo", heir.id().toString());
    } else if (keepAsText) {
      events.fire(new AuthorEvent.KeptAsText(author.id, author.name, caller));
      heirs = json.createObjectNode().put("keptAsText", true);
    } else {
      uses.refuse(AUTHOR, author.id);
    }
    audit.changed(caller, AUDITED, author.id, "deleted", trace(author), heirs);
    authors.delete(author);
    authors.flush();
  }

  /** What the audit list tells of an author: not the address, which is for the newsroom alone. */
  private ObjectNode trace(Author author) {
    ObjectNode trace = json.valueToTree(AuthorRequest.of(author));
    trace.remove("email");
    return trace.put("version", author.version);
  }

  /**
   * Makes one author of two: bylines, keys, slugs and the id of the one lead to the other. Done
   * already, it is done.
   *
   * @throws ProblemException 409 where either was merged into another before, 422 where there is
   *     nobody to merge into
   */
  @Transactional
  AuthorDetail merge(String ref, IfMatch precondition, AuthorMergeRequest request, Caller caller) {
    slugs.lock(AUTHOR);
    AuthorRef heir = find(List.of(request.into())).get(request.into());
    UUID heirId = heir == null ? null : heir.id();
    if (merges.isDone(AUTHOR, ref, heirId)) {
      return AuthorDetail.of(authors.findById(heirId));
    }
    Author author = load(ref);
    precondition.check(author.version);
    merges.check(AUTHOR, author.id, request.into(), heirId);
    events.fire(new AuthorEvent.Merged(author.ref(), heir, request.rewritePublished(), caller));
    looks.handOver(author.id, heirId);
    keys.reassignAuthor(author.id, heirId, caller);
    merges.leave(AUTHOR, author.id, author.slug, heirId);
    audit.changed(
        caller, AUDITED, author.id, "merged", trace(author), Map.of("mergedInto", heirId));
    authors.delete(author);
    authors.flush();
    return AuthorDetail.of(authors.findById(heirId));
  }

  private Author load(String ref) {
    return slugs
        .find(AUTHOR, ref)
        .flatMap(authors::findByIdOptional)
        .orElseThrow(ProblemException::notFound);
  }
}
