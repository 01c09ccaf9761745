package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Caller;
import io.masthead.access.Role;
import io.masthead.body.Warning;
import io.masthead.edition.BodyFormat;
import io.masthead.edition.EditionConfig;
import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.IfMatch;
import io.masthead.http.Json;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.text.Language;
import io.masthead.text.Slug;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What the newsroom does with articles: permission, transaction, and the order of things. */
@ApplicationScoped
public class ArticleService {

  @Inject ArticleRepository articles;
  @Inject ArticleReferences references;
  @Inject ArticleAssembly assembly;
  @Inject RevisionRepository revisions;
  @Inject Editions editions;
  @Inject EditionConfig config;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  ArticleDetail create(ArticleRequest request, String revisionNote, Caller caller) {
    Instant now = clock.instant();
    Article article = Article.draft(Ids.next(), caller, now);
    article.lang = language(request);
    ArticleReferences.Resolved resolved = references.resolve(request, new Faults());
    write(article, request, resolved);
    articles.persist(article);
    articles.flush();
    articles.place(article.id, resolved.bylines(), resolved.sectionIds(), resolved.tagIds());
    record(article, Change.CREATED, caller, revisionNote);
    return detail(article, BodyFormat.HTML, resolved.warnings());
  }

  /** Adds a draft from a document as the management API takes it, and gives its id. */
  @Transactional
  public UUID add(ObjectNode article, Caller caller) {
    return create(binder.convert(article, ArticleRequest.class), null, caller).id();
  }

  /** Publishes what was added, as of a time that has passed. */
  @Transactional
  public void publishAsOf(UUID id, Instant at, Caller caller) {
    publish(id, IfMatch.of("*"), new PublishRequest(at, null), caller);
  }

  @Transactional
  ArticleDetail get(UUID id, BodyFormat format, Caller caller) {
    Article article = articles.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    see(article, caller);
    return detail(article, format, List.of());
  }

  @Transactional
  Page<ArticleSummary> list(
      List<ArticleState> states,
      String lang,
      String q,
      boolean binned,
      String cursor,
      int limit,
      boolean withTotal,
      Caller caller) {
    Caller owner = caller.is(Role.EDITOR) ? null : caller;
    List<String> names =
        states.stream().map(s -> s.name().toLowerCase(java.util.Locale.ROOT)).sorted().toList();
    String scope =
        String.join(
            "\n",
            "desk",
            names.toString(),
            lang,
            q,
            "" + binned,
            owner == null ? "" : owner.keyId().toString());
    Cursors.Position at = cursors.read(cursor, scope);
    Page<ArticleSummary> page =
        cursors
            .page(
                articles.list(names, lang, q, binned, owner, at, limit),
                limit,
                at,
                scope,
                a -> List.of(Json.format(a.modifiedAt), a.id.toString()))
            .map(ArticleSummary::of);
    return withTotal ? page.withTotal(articles.count(names, lang, q, binned, owner)) : page;
  }

  @Transactional
  ArticleDetail update(
      UUID id,
      IfMatch match,
      MergePatch patch,
      String revisionNote,
      BodyFormat format,
      Caller caller) {
    Article article = locked(id, match, caller);
    requireForReaders(article, caller);
    ObjectNode writable = writable(article);
    if (patch.has("body") && !patch.has("bodyFormat")) {
      writable.remove("bodyFormat");
    }
    ArticleRequest before = binder.convert(writable(article), ArticleRequest.class);
    ArticleRequest request = binder.merge(patch, writable, ArticleRequest.class);
    String lang = language(request);
    Faults faults = new Faults();
    if (article.firstPublishedAt != null && !lang.equals(article.lang)) {
      faults.broken(
          Fault.at("/lang", "not_allowed", "the language is fixed once the article was published"));
    }
    if (request.equals(before)) {
      return detail(article, format, List.of());
    }
    article.lang = lang;
    List<Warning> warnings = rewrite(article, request, faults, Change.EDITED, revisionNote, caller);
    return detail(article, format, patch.has("body") ? warnings : List.of());
  }

  private List<Warning> rewrite(
      Article article,
      ArticleRequest request,
      Faults faults,
      Change change,
      String note,
      Caller caller) {
    article.edit(caller, clock.instant());
    ArticleReferences.Resolved resolved = references.resolve(request, faults);
    write(article, request, resolved);
    articles.flush();
    articles.place(article.id, resolved.bylines(), resolved.sectionIds(), resolved.tagIds());
    if (article.isScheduled()) {
      requireFit(article);
    }
    if (article.isPublished() && editions.stands(assembly.edition(article))) {
      article.leaveEditionAsIs();
    }
    record(article, change, caller, note);
    return resolved.warnings();
  }

  /**
   * Writes anew what a revision held; its slug and language stay as they are now.
   *
   * @throws ProblemException 409 naming what the revision refers to and is no more
   */
  @Transactional
  ArticleDetail restoreRevision(UUID id, int number, IfMatch match, String note, Caller caller) {
    Article article = locked(id, match, caller);
    requireForReaders(article, caller);
    article.allow(Article.Move.EDIT);
    ObjectNode then = written(id, number);
    then.put("lang", article.lang).put("slug", article.slug);
    ArticleRequest request = binder.convert(then, ArticleRequest.class);
    requireStillThere(request);
    rewrite(article, request, new Faults(), Change.RESTORED_REVISION, note, caller);
    return detail(article, BodyFormat.HTML, List.of());
  }

  private void requireStillThere(ArticleRequest request) {
    try {
      references.resolve(request, new Faults());
    } catch (ProblemException e) {
      if (e.faults().stream().allMatch(fault -> fault.code().equals("not_found"))) {
        throw new ProblemException(
            ProblemType.CONFLICT,
            "What the revision refers to is no more; see errors.",
            e.faults());
      }
      throw e;
    }
  }

  @Transactional
  Page<Revision> revisions(UUID id, String cursor, int limit, Caller caller) {
    see(articles.findByIdOptional(id).orElseThrow(ProblemException::notFound), caller);
    String scope = "revisions\n" + id;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        revisions.list(id, at, limit), limit, at, scope, r -> List.of("" + r.number()));
  }

  @Transactional
  RevisionDetail revision(UUID id, int number, Caller caller) {
    see(articles.findByIdOptional(id).orElseThrow(ProblemException::notFound), caller);
    return held(id, number);
  }

  /** From the one to the other, whichever is the older. */
  @Transactional
  RevisionDiff diff(UUID id, int from, int to, Caller caller) {
    Article article = articles.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    see(article, caller);
    ObjectNode before = written(id, from);
    ObjectNode after = written(id, to);
    return new RevisionDiff(
        from,
        to,
        Differ.members(before, after),
        Differ.bodies(assembly.body(before), assembly.body(after), article.lang));
  }

  private ObjectNode written(UUID id, int number) {
    return held(id, number).article();
  }

  private RevisionDetail held(UUID id, int number) {
    Revision revision = revisions.find(id, number).orElseThrow(ProblemException::notFound);
    return revisions
        .content(id, number)
        .map(content -> new RevisionDetail(revision, ArticleAssembly.tree(json, content)))
        .orElseThrow(ProblemException::notFound);
  }

  private void record(Article article, Change change, Caller caller, String note) {
    record(article, change, new Revision.By(caller.keyId(), caller.name()), note);
  }

  private void record(Article article, Change change, Revision.By by, String note) {
    articles.flush();
    revisions.add(
        article.id,
        new Revision(article.version, article.modifiedAt, by, change, article.state(), note),
        writable(article).toString());
  }

  /** Publishes now or backdated, or schedules, by the time that is asked. */
  @Transactional
  ArticleDetail publish(UUID id, IfMatch match, PublishRequest request, Caller caller) {
    Article article = locked(id, match, caller);
    Instant now = clock.instant();
    Instant at = request.at();
    if (at != null && !at.isAfter(now)) {
      require(caller, Role.EDITOR);
    }
    boolean later = at != null && at.isAfter(now);
    article.allow(later ? Article.Move.SCHEDULE : Article.Move.PUBLISH);
    requireFit(article);
    if (later) {
      article.schedule(at, caller, now);
      record(article, Change.SCHEDULED, caller, null);
    } else {
      article.publish(at, Boolean.TRUE.equals(request.update()), caller.keyId(), now);
      record(article, Change.PUBLISHED, caller, null);
      handDown(article);
    }
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail submit(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    article.submit(caller, clock.instant());
    record(article, Change.SUBMITTED, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail withdraw(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    if (article.state() == ArticleState.SCHEDULED) {
      require(caller, Role.AUTHOR);
    }
    article.withdraw(caller, clock.instant());
    record(article, Change.WITHDRAWN, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail unpublish(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    article.unpublish(caller, clock.instant());
    record(article, Change.UNPUBLISHED, caller, null);
    editions.unpublish(id);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail archive(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    article.archive(caller, clock.instant());
    record(article, Change.ARCHIVED, caller, null);
    editions.unpublish(id);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail restore(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    if (article.state() == ArticleState.ARCHIVED) {
      require(caller, Role.EDITOR);
    }
    article.restore(caller, clock.instant());
    record(article, Change.RESTORED, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail takeDown(UUID id, IfMatch match, TakedownRequest request, Caller caller) {
    Article article = locked(id, match, caller);
    article.takeDown(request.reason(), caller, clock.instant());
    record(article, Change.TAKEN_DOWN, caller, null);
    editions.takeDown(id, article.takenDownReason);
    return detail(article, BodyFormat.HTML, List.of());
  }

  /** To the bin; readers lose what was published with the same commit. */
  @Transactional
  void bin(UUID id, IfMatch match, Caller caller) {
    Article article = locked(id, match, caller);
    requireForReaders(article, caller);
    article.bin(caller, clock.instant());
    record(article, Change.BINNED, caller, null);
    editions.unpublish(id);
  }

  /**
   * Publishes one article that is due, at the time that was asked, on whichever replica comes
   * first.
   *
   * @param claimed told which article it is before anything is done to it
   * @return whether one was due
   */
  @Transactional
  boolean publishDue(Consumer<UUID> claimed) {
    Instant now = clock.instant();
    UUID id = articles.claimDue(now).orElse(null);
    if (id == null) {
      return false;
    }
    claimed.accept(id);
    Article article = articles.findLocked(id).orElseThrow();
    if (assembly.faults(article).isEmpty()) {
      article.publish(article.scheduledFor, false, article.modifiedBy, now);
      record(article, Change.PUBLISHED, schedule(article), null);
      handDown(article);
    } else {
      fallBack(article, now);
    }
    return true;
  }

  /** Takes what could not be published from the schedule, so that it holds up nothing else. */
  @Transactional
  void giveUpDue(UUID id) {
    Instant now = clock.instant();
    articles
        .findLocked(id)
        .filter(article -> article.isScheduled() && !article.scheduledFor.isAfter(now))
        .ifPresent(article -> fallBack(article, now));
  }

  private void fallBack(Article article, Instant now) {
    article.fallBack(article.modifiedBy, now);
    record(article, Change.FELL_BACK, schedule(article), null);
  }

  /** In the name of whoever put it on the schedule. */
  private static Revision.By schedule(Article article) {
    return new Revision.By(article.modifiedBy, "schedule");
  }

  private void handDown(Article article) {
    articles.flush();
    articles.holdReferences(article.id);
    editions.publish(assembly.edition(article));
  }

  private void requireFit(Article article) {
    List<Fault> faults = assembly.faults(article);
    if (!faults.isEmpty()) {
      throw ProblemException.validation(faults);
    }
  }

  /** What readers have, or will have without anybody looking at it again, is not a draft. */
  private static void requireForReaders(Article article, Caller caller) {
    if (article.isPublished() || article.isScheduled()) {
      require(caller, Role.AUTHOR);
    }
  }

  /** The row is held until the end, so that of two who saw one version one wins. */
  private Article locked(UUID id, IfMatch match, Caller caller) {
    Article article = articles.findLocked(id).orElseThrow(ProblemException::notFound);
    see(article, caller);
    if (!article.isOf(caller)) {
      // Signing alone shows a contributor the piece; to work on it takes an author.
      require(caller, Role.AUTHOR);
    }
    if (!match.fits(article.version)) {
      String by =
          revisions.find(id, article.version).map(revision -> revision.by().name()).orElse(null);
      throw ProblemException.stale(article.version, by);
    }
    return article;
  }

  /** Below editors one sees one's own and what one signs; another's is as if it were not there. */
  private void see(Article article, Caller caller) {
    boolean seen =
        caller.is(Role.EDITOR)
            || article.isOf(caller)
            || caller.authorId() != null && articles.signs(article.id, caller.authorId());
    if (!seen) {
      throw ProblemException.notFound();
    }
  }

  private static void require(Caller caller, Role role) {
    if (!caller.is(role)) {
      throw new ProblemException(ProblemType.FORBIDDEN, "The key's role does not allow this.");
    }
  }

  private String language(ArticleRequest request) {
    return request.lang() == null
        ? config.language()
        : Language.canonical(request.lang()).orElseThrow();
  }

  private void write(Article article, ArticleRequest request, ArticleReferences.Resolved resolved) {
    article.slug = slug(article, request);
    article.title = request.title();
    article.sectionId = resolved.section() == null ? null : resolved.section().id();
    ObjectNode content = json.valueToTree(request);
    content.remove(List.of("lang", "slug", "bylines", "section", "sections", "tags"));
    content.put("bodyFormat", "blocks");
    content.set("body", json.valueToTree(resolved.body().blocks()));
    article.content = content.toString();
  }

  /** What an editor wrote, as it would be sent again: the target of a patch. */
  private ObjectNode writable(Article article) {
    ObjectNode tree = assembly.content(article);
    tree.put("lang", article.lang);
    tree.put("slug", article.slug);
    ArticleAssembly.Relations relations = assembly.relations(article);
    if (relations.section() != null) {
      tree.put("section", relations.section().id().toString());
    }
    relations.sections().forEach(s -> tree.withArray("sections").add(s.id().toString()));
    relations.tags().forEach(t -> tree.withArray("tags").add(t.id().toString()));
    ArrayNode bylines = tree.putArray("bylines");
    for (ArticleRepository.BylineRow row : relations.bylines()) {
      ObjectNode byline = bylines.addObject();
      put(byline, "author", row.authorId() == null ? null : row.authorId().toString());
      put(byline, "name", row.name());
      put(byline, "role", row.role());
      put(byline, "kind", row.kind());
      put(byline, "affiliation", row.affiliation());
      put(byline, "note", row.note());
    }
    return tree;
  }

  private static void put(ObjectNode target, String member, String value) {
    if (value != null) {
      target.put(member, value);
    }
  }

  private String slug(Article article, ArticleRequest request) {
    String given = request.slug();
    String base = given == null ? Slug.of(request.title()) : given;
    articles.lockSlug(article.lang, base);
    if (given != null) {
      if (!taken(article, List.of(given)).isEmpty()) {
        throw ProblemException.slugTaken(null);
      }
      return given;
    }
    return Slug.free(base, slugs -> taken(article, slugs));
  }

  private Set<String> taken(Article article, List<String> slugs) {
    Set<String> taken = new HashSet<>(articles.takenSlugs(article.lang, slugs, article.id));
    taken.addAll(editions.takenSlugs(article.lang, slugs, article.id));
    return taken;
  }

  private ArticleDetail detail(Article article, BodyFormat format, List<Warning> warnings) {
    articles.flush();
    return assembly.detail(article, format, unpublished(article), warnings);
  }

  /** The members in which the working copy of a published article is ahead of what readers get. */
  private List<String> unpublished(Article article) {
    if (!article.isPublished() || !article.hasUnpublishedChanges()) {
      return null;
    }
    return revisions
        .content(article.id, article.publishedVersion)
        .map(published -> Differ.names(ArticleAssembly.tree(json, published), writable(article)))
        .orElse(null);
  }
}
