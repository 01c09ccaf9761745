package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Actor;
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
  @Inject RevisionService history;
  @Inject ArticleAccess access;
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
    history.record(article, Change.CREATED, caller, revisionNote);
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
    Article article = access.seen(id, caller);
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
    Article article = access.locked(id, match, caller);
    access.requireForReaders(article, caller);
    ObjectNode written = assembly.writable(article);
    ObjectNode writable = written.deepCopy();
    if (patch.has("body") && !patch.has("bodyFormat")) {
      writable.remove("bodyFormat");
    }
    ArticleRequest before = binder.convert(written, ArticleRequest.class);
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
    List<Warning> warnings =
        rewrite(article, request, faults, Change.EDITED, revisionNote, caller, written);
    return detail(article, format, patch.has("body") ? warnings : List.of());
  }

  private List<Warning> rewrite(
      Article article,
      ArticleRequest request,
      Faults faults,
      Change change,
      String note,
      Caller caller,
      ObjectNode before) {
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
    history.record(article, change, Actor.of(caller), note, before);
    return resolved.warnings();
  }

  /**
   * Writes anew what a revision held; its slug and language stay as they are now.
   *
   * @throws ProblemException 409 naming what the revision refers to and is no more
   */
  @Transactional
  ArticleDetail restoreRevision(UUID id, int number, IfMatch match, String note, Caller caller) {
    Article article = access.locked(id, match, caller);
    access.requireForReaders(article, caller);
    article.allow(Article.Move.EDIT);
    ObjectNode then = history.written(id, number);
    then.put("lang", article.lang).put("slug", article.slug);
    ArticleRequest request = binder.convert(then, ArticleRequest.class);
    requireStillThere(request);
    rewrite(
        article,
        request,
        new Faults(),
        Change.RESTORED_REVISION,
        note,
        caller,
        assembly.writable(article));
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

  /** Publishes now or backdated, or schedules, by the time that is asked. */
  @Transactional
  ArticleDetail publish(UUID id, IfMatch match, PublishRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    Instant now = clock.instant();
    Instant at = request.at();
    if (at != null && !at.isAfter(now)) {
      access.require(caller, Role.EDITOR);
    }
    boolean later = at != null && at.isAfter(now);
    article.allow(later ? Article.Move.SCHEDULE : Article.Move.PUBLISH);
    requireFit(article);
    if (later) {
      article.schedule(at, caller, now);
      history.record(article, Change.SCHEDULED, caller, null);
    } else {
      article.publish(at, Boolean.TRUE.equals(request.update()), caller.keyId(), now);
      history.record(article, Change.PUBLISHED, caller, null);
      handDown(article);
    }
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail submit(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.submit(caller, clock.instant());
    history.record(article, Change.SUBMITTED, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail withdraw(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    if (article.state() == ArticleState.SCHEDULED) {
      access.require(caller, Role.AUTHOR);
    }
    article.withdraw(caller, clock.instant());
    history.record(article, Change.WITHDRAWN, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail unpublish(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.unpublish(caller, clock.instant());
    history.record(article, Change.UNPUBLISHED, caller, null);
    editions.unpublish(id);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail archive(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.archive(caller, clock.instant());
    history.record(article, Change.ARCHIVED, caller, null);
    editions.unpublish(id);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail restore(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    if (article.state() == ArticleState.ARCHIVED) {
      access.require(caller, Role.EDITOR);
    }
    article.restore(caller, clock.instant());
    history.record(article, Change.RESTORED, caller, null);
    return detail(article, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail takeDown(UUID id, IfMatch match, TakedownRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.takeDown(request.reason(), caller, clock.instant());
    history.record(article, Change.TAKEN_DOWN, caller, null);
    editions.takeDown(id, article.takenDownReason);
    return detail(article, BodyFormat.HTML, List.of());
  }

  /** To the bin; readers lose what was published with the same commit. */
  @Transactional
  void bin(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    access.requireForReaders(article, caller);
    article.bin(caller, clock.instant());
    history.record(article, Change.BINNED, caller, null);
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
      history.record(article, Change.PUBLISHED, schedule(article), null);
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
    history.record(article, Change.FELL_BACK, schedule(article), null);
  }

  /** In the name of whoever put it on the schedule. */
  private static Actor schedule(Article article) {
    return new Actor(article.modifiedBy, "schedule", null);
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
    return assembly.detail(article, format, history.unpublished(article), warnings);
  }
}
