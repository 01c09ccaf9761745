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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What the newsroom does with articles: permission, transaction, and the order of things. */
@ApplicationScoped
public class ArticleService {

  @Inject ArticleRepository articles;
  @Inject ArticleReferences references;
  @Inject ArticleAssembly assembly;
  @Inject PlanRepository plans;
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
    ArticleAssembly.Reading reading = assembly.read(article);
    history.record(reading, Change.CREATED, caller, revisionNote);
    return detail(reading, BodyFormat.HTML, resolved.warnings());
  }

  /** Adds a draft from a document as the management API takes it, and gives its id. */
  @Transactional
  public UUID add(ObjectNode article, Caller caller) {
    return create(binder.convert(article, ArticleRequest.class), null, caller).id();
  }

  /** Publishes what was added, as of a time that has passed. */
  @Transactional
  public void publishAsOf(UUID id, Instant at, Caller caller) {
    publish(id, IfMatch.of("*"), new PublishRequest(Json.format(at), null, null, null), caller);
  }

  @Transactional
  ArticleDetail get(UUID id, BodyFormat format, Caller caller) {
    Article article = access.seen(id, caller);
    return detail(assembly.read(article), format, List.of());
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

  /** What will happen by itself; null ends mean any time. */
  @Transactional
  Page<PlannedMove> plan(Instant from, Instant to, String cursor, int limit) {
    String scope = String.join("\n", "schedule", "" + from, "" + to);
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        plans.list(from == null ? Json.EARLIEST : from, to == null ? Json.LATEST : to, at, limit),
        limit,
        at,
        scope,
        move -> List.of(Json.format(move.at()), move.article().toString()));
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
    ArticleAssembly.Reading before = assembly.read(article);
    ObjectNode written = assembly.writable(before);
    ObjectNode writable = written.deepCopy();
    if (patch.has("body") && !patch.has("bodyFormat")) {
      writable.remove("bodyFormat");
    }
    ArticleRequest stood = binder.convert(written, ArticleRequest.class);
    ArticleRequest request = binder.merge(patch, writable, ArticleRequest.class);
    String lang = language(request);
    Faults faults = new Faults();
    if (article.firstPublishedAt != null && !lang.equals(article.lang)) {
      faults.broken(
          Fault.at("/lang", "not_allowed", "the language is fixed once the article was published"));
    }
    if (request.equals(stood)) {
      return detail(before, format, List.of());
    }
    article.lang = lang;
    Rewritten done =
        rewrite(article, request, faults, Change.EDITED, revisionNote, caller, written);
    return detail(done.reading(), format, patch.has("body") ? done.warnings() : List.of());
  }

  private record Rewritten(ArticleAssembly.Reading reading, List<Warning> warnings) {}

  private Rewritten rewrite(
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
    ArticleAssembly.Reading reading = assembly.read(article);
    if (article.isScheduled()) {
      requireFit(reading);
    }
    if (article.isPublished() && editions.stands(assembly.edition(reading))) {
      article.leaveEditionAsIs();
    }
    history.record(reading, change, Actor.of(caller), note, before);
    return new Rewritten(reading, resolved.warnings());
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
    Rewritten done =
        rewrite(
            article,
            request,
            new Faults(),
            Change.RESTORED_REVISION,
            note,
            caller,
            assembly.writable(assembly.read(article)));
    return detail(done.reading(), BodyFormat.HTML, List.of());
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
    PublishRequest.Times times = request.times(article.unpublishAt, now);
    Instant at = times.at() == null ? null : times.at().instant();
    boolean later = at != null && at.isAfter(now);
    if (at != null && !later) {
      access.require(caller, Role.EDITOR);
    }
    article.allow(later ? Article.Move.SCHEDULE : Article.Move.PUBLISH);
    ArticleAssembly.Reading reading = assembly.hold(List.of(article)).get(0);
    requireFit(reading);
    if (times.unpublishAt() != null) {
      article.end(times.unpublishAt());
    }
    if (later) {
      article.schedule(times.at(), caller, now);
      history.record(reading, Change.SCHEDULED, caller, null);
    } else {
      article.publish(at, Boolean.TRUE.equals(request.update()), caller.keyId(), now);
      history.record(reading, Change.PUBLISHED, caller, null);
      editions.publish(assembly.edition(reading));
    }
    return detail(reading, BodyFormat.HTML, List.of());
  }

  /** Says when readers lose it; null that they do not. */
  @Transactional
  ArticleDetail expire(UUID id, IfMatch match, ExpiryRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.allow(Article.Move.EXPIRE);
    if (request == null && article.unpublishAt == null) {
      throw ProblemException.notFound();
    }
    Instant now = clock.instant();
    AskedTime at = request == null ? null : request.time(article.scheduledFor, now);
    article.end(at, caller, now);
    keepShown(article);
    return changed(article, at == null ? Change.EXPIRY_CANCELLED : Change.EXPIRY_SET, caller, null);
  }

  /** Earlier than it was said is lifting it, for as long as that. */
  @Transactional
  ArticleDetail embargo(UUID id, IfMatch match, EmbargoRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    Instant now = clock.instant();
    Instant until = request.end(now);
    if (article.hasEmbargo(until)) {
      access.require(caller, Role.EDITOR);
    }
    article.embargo(until, request.reason(), caller, now);
    keepShown(article);
    return changed(article, Change.EMBARGOED, caller, request.reason());
  }

  @Transactional
  ArticleDetail liftEmbargo(UUID id, IfMatch match, String reason, Caller caller) {
    Article article = access.locked(id, match, caller);
    if (article.embargoUntil == null) {
      throw ProblemException.notFound();
    }
    article.liftEmbargo(caller, clock.instant());
    keepShown(article);
    return changed(article, Change.EMBARGO_LIFTED, caller, reason);
  }

  /** The change was none for readers: where they had all, they still do. */
  private static void keepShown(Article article) {
    if (article.isPublished() && article.publishedVersion == article.version - 1) {
      article.leaveEditionAsIs();
    }
  }

  private ArticleDetail changed(Article article, Change change, Caller caller, String note) {
    ArticleAssembly.Reading reading = assembly.read(article);
    history.record(reading, change, caller, note);
    return detail(reading, BodyFormat.HTML, List.of());
  }

  @Transactional
  ArticleDetail submit(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.submit(caller, clock.instant());
    return changed(article, Change.SUBMITTED, caller, null);
  }

  @Transactional
  ArticleDetail withdraw(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    if (article.state() == ArticleState.SCHEDULED) {
      access.require(caller, Role.AUTHOR);
    }
    article.withdraw(caller, clock.instant());
    return changed(article, Change.WITHDRAWN, caller, null);
  }

  @Transactional
  ArticleDetail unpublish(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.unpublish(caller.keyId(), clock.instant());
    editions.unpublish(id);
    return changed(article, Change.UNPUBLISHED, caller, null);
  }

  @Transactional
  ArticleDetail archive(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.archive(caller, clock.instant());
    editions.unpublish(id);
    return changed(article, Change.ARCHIVED, caller, null);
  }

  @Transactional
  ArticleDetail restore(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    if (article.state() == ArticleState.ARCHIVED) {
      access.require(caller, Role.EDITOR);
    }
    article.restore(caller, clock.instant());
    return changed(article, Change.RESTORED, caller, null);
  }

  @Transactional
  ArticleDetail takeDown(UUID id, IfMatch match, TakedownRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    article.takeDown(request.reason(), caller, clock.instant());
    editions.takeDown(id, article.takenDownReason);
    return changed(article, Change.TAKEN_DOWN, caller, null);
  }

  /** To the bin; readers lose what was published with the same commit. */
  @Transactional
  void bin(UUID id, IfMatch match, Caller caller) {
    Article article = access.locked(id, match, caller);
    access.requireForReaders(article, caller);
    article.bin(caller, clock.instant());
    history.record(assembly.read(article), Change.BINNED, caller, null);
    editions.unpublish(id);
  }

  /**
   * Publishes articles that are due, each at the time that was asked, on whichever replica comes
   * first: all of those that it claims, or none.
   *
   * @param most how many at once
   * @param except which not
   * @param claimed told which they are, in the order of their times, before anything is done to
   *     them
   */
  @Transactional
  void publishDue(int most, Collection<UUID> except, Consumer<List<UUID>> claimed) {
    Instant now = clock.instant();
    List<UUID> due = articles.claimDue(now, except, most);
    claimed.accept(due);
    if (due.isEmpty()) {
      return;
    }
    Map<UUID, Article> held = new HashMap<>();
    articles.list("id in ?1", due).forEach(article -> held.put(article.id, article));
    List<ArticleAssembly.Reading> fit = new ArrayList<>();
    for (ArticleAssembly.Reading reading : assembly.hold(due.stream().map(held::get).toList())) {
      if (assembly.faults(reading).isEmpty()) {
        fit.add(reading);
      } else {
        fallBack(reading.article, now);
      }
    }
    List<Actor> by = fit.stream().map(reading -> schedule(reading.article)).toList();
    fit.stream()
        .map(reading -> reading.article)
        .forEach(a -> a.publish(a.scheduledFor, false, a.modifiedBy, now));
    history.record(fit, Change.PUBLISHED, by);
    editions.publish(fit.stream().map(assembly::edition).toList());
  }

  /**
   * Takes one article from readers whose time is over, on whichever replica comes first.
   *
   * @param except which not
   * @param claimed told which it is, if there is any, before anything is done to it
   */
  @Transactional
  void unpublishDue(Collection<UUID> except, Consumer<List<UUID>> claimed) {
    Instant now = clock.instant();
    UUID id = articles.claimEnded(now, except).orElse(null);
    if (id == null) {
      return;
    }
    claimed.accept(List.of(id));
    Article article = articles.findLocked(id).orElseThrow();
    Actor by = schedule(article);
    article.unpublish(article.modifiedBy, now);
    history.record(assembly.read(article), Change.UNPUBLISHED, by, null);
    editions.unpublish(id);
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
    history.record(assembly.read(article), Change.FELL_BACK, schedule(article), null);
  }

  /** In the name of whoever put it on the schedule. */
  private static Actor schedule(Article article) {
    return new Actor(article.modifiedBy, "schedule", null);
  }

  private void requireFit(ArticleAssembly.Reading reading) {
    List<Fault> faults = assembly.faults(reading);
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

  private ArticleDetail detail(
      ArticleAssembly.Reading reading, BodyFormat format, List<Warning> warnings) {
    articles.flush();
    return assembly.detail(reading, format, history.unpublished(reading), warnings);
  }
}
