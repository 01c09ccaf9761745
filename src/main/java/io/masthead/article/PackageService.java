package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.IfMatch;
import io.masthead.http.Json;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
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

/**
 * Packages: articles that readers get in one transaction or not at all. A package is locked before
 * its articles, and these in the order of their ids.
 */
@ApplicationScoped
public class PackageService {

  private static final String SCOPE = "packages";
  private static final String AUDITED = "package";

  @Inject PackageRepository packages;
  @Inject ArticleRepository articles;
  @Inject ArticleAssembly assembly;
  @Inject RevisionService history;
  @Inject Editions editions;
  @Inject Audit audit;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  Page<PackageDetail> list(String cursor, int limit, boolean total) {
    Cursors.Position at = cursors.read(cursor, SCOPE);
    Page<ArticlePackage> page =
        cursors.page(
            packages.list(at, limit), limit, at, SCOPE, whole -> List.of(whole.id.toString()));
    Map<UUID, List<PackageDetail.Item>> items =
        packages.items(page.items().stream().map(whole -> whole.id).toList());
    Page<PackageDetail> listed = page.map(whole -> PackageDetail.of(whole, items.get(whole.id)));
    return total ? listed.withTotal(packages.count()) : listed;
  }

  @Transactional
  PackageDetail get(UUID id) {
    return detail(packages.findByIdOptional(id).orElseThrow(ProblemException::notFound));
  }

  @Transactional
  PackageDetail create(PackageRequest request, Caller caller) {
    requireArticles(request.articles());
    ArticlePackage made =
        ArticlePackage.draft(Ids.next(), request.title(), caller, clock.instant());
    packages.persistAndFlush(made);
    packages.place(made.id, request.articles());
    audit.changed(caller, AUDITED, made.id, "created", null, trace(made));
    return detail(made);
  }

  /**
   * Changes what the patch names, while it is a draft; one that changes nothing leaves the version.
   */
  @Transactional
  PackageDetail update(UUID id, IfMatch match, MergePatch patch, Caller caller) {
    ArticlePackage whole = locked(id, match);
    PackageRequest old = new PackageRequest(whole.title, members(id));
    PackageRequest request = binder.merge(patch, json.valueToTree(old), PackageRequest.class);
    if (request.equals(old)) {
      return detail(whole);
    }
    requireArticles(request.articles());
    ObjectNode traced = trace(whole);
    whole.edit(request.title(), caller, clock.instant());
    packages.flush();
    packages.place(id, request.articles());
    audit.changed(caller, AUDITED, id, "edited", traced, trace(whole));
    return detail(whole);
  }

  /** The articles stay as they are. */
  @Transactional
  void delete(UUID id, IfMatch match, Caller caller) {
    ArticlePackage whole = locked(id, match);
    whole.delete();
    audit.changed(caller, AUDITED, id, "deleted", trace(whole), null);
    packages.delete(whole);
    packages.flush();
  }

  /**
   * Publishes all of it, now or backdated, or schedules all of it, by the time that is asked.
   *
   * @throws ProblemException 409 or 422 naming every article that cannot be published
   */
  @Transactional
  PackageDetail publish(UUID id, IfMatch match, PackagePublishRequest request, Caller caller) {
    ArticlePackage whole = locked(id, match);
    ObjectNode traced = trace(whole);
    Instant now = clock.instant();
    AskedTime at = request.time(now);
    boolean later = at != null && at.instant().isAfter(now);
    whole.allow(later ? "schedule" : "publish", PackageState.DRAFT, PackageState.SCHEDULED);
    List<ArticleAssembly.Reading> readings = hold(id);
    leave(id, readings);
    requireFit(
        readings, later ? Article.Move.SCHEDULE : Article.Move.PUBLISH, later ? at.instant() : now);
    if (later) {
      whole.schedule(at.instant(), caller, now);
      for (ArticleAssembly.Reading reading : readings) {
        reading.article.schedule(at, caller, now);
        reading.article.packageId = id;
        history.record(reading, Change.SCHEDULED, caller, null);
      }
    } else {
      Instant asked = at == null ? null : at.instant();
      whole.publish(asked == null ? now : asked, caller.keyId(), now);
      release(readings, asked, Actor.of(caller), now);
    }
    packages.flush();
    String done = later ? "scheduled" : "published";
    audit.changed(caller, AUDITED, id, done, traced, trace(whole));
    return detail(whole);
  }

  /** Takes all of it from the schedule, back to drafts. */
  @Transactional
  PackageDetail withdraw(UUID id, IfMatch match, Caller caller) {
    ArticlePackage whole = locked(id, match);
    ObjectNode traced = trace(whole);
    Instant now = clock.instant();
    whole.withdraw(caller.keyId(), now);
    List<ArticleAssembly.Reading> readings = hold(id);
    leave(id, readings);
    for (ArticleAssembly.Reading reading : readings) {
      reading.article.withdraw(caller, now);
      history.record(reading, Change.WITHDRAWN, caller, null);
    }
    packages.flush();
    audit.changed(caller, AUDITED, id, "withdrawn", traced, trace(whole));
    return detail(whole);
  }

  /**
   * Publishes one package that is due, at the time that was asked, on whichever replica comes
   * first. Where one of its articles cannot be published, all of them go back to review.
   *
   * @param except which not
   * @param claimed told which package it is, if any is due, before anything is done to it
   */
  @Transactional
  void publishDue(Collection<UUID> except, Consumer<List<UUID>> claimed) {
    Instant now = clock.instant();
    UUID id = packages.claimDue(now, except).orElse(null);
    if (id == null) {
      return;
    }
    claimed.accept(List.of(id));
    ArticlePackage whole = packages.findLocked(id).orElseThrow();
    ObjectNode traced = trace(whole);
    Actor by = schedule(whole);
    List<ArticleAssembly.Reading> readings = hold(id);
    leave(id, readings);
    if (faults(readings, Article.Move.PUBLISH, now).isEmpty()) {
      Instant at = whole.scheduledFor;
      whole.publish(at, whole.modifiedBy, now);
      release(readings, at, by, now);
      packages.flush();
      audit.changed(by, AUDITED, "published", List.of(new Audit.Item(id, traced, trace(whole))));
    } else {
      fallBack(whole, readings, now);
    }
    packages.flush();
  }

  /** Takes what could not be published from the schedule, so that it holds up nothing else. */
  @Transactional
  void giveUpDue(UUID id) {
    Instant now = clock.instant();
    packages
        .findLocked(id)
        .filter(whole -> whole.state() == PackageState.SCHEDULED)
        .filter(whole -> !whole.scheduledFor.isAfter(now))
        .ifPresent(whole -> fallBack(whole, hold(id), now));
  }

  private void fallBack(ArticlePackage whole, List<ArticleAssembly.Reading> readings, Instant now) {
    Actor by = schedule(whole);
    ObjectNode traced = trace(whole);
    whole.withdraw(whole.modifiedBy, now);
    for (ArticleAssembly.Reading reading : readings) {
      reading.article.fallBack(by.key(), now);
      history.record(reading, Change.FELL_BACK, by, null);
    }
    packages.flush();
    audit.changed(
        by, AUDITED, "fell_back", List.of(new Audit.Item(whole.id, traced, trace(whole))));
  }

  private void release(List<ArticleAssembly.Reading> readings, Instant at, Actor by, Instant now) {
    for (int i = 0; i < readings.size(); i++) {
      ArticleAssembly.Reading reading = readings.get(i);
      reading.article.publish(at, false, by.key(), now);
      history.record(reading, Change.PUBLISHED, by, null);
      try {
        editions.publish(assembly.edition(reading));
      } catch (ProblemException e) {
        throw new ProblemException(
            e.type(), e.getMessage(), List.of(at(i, e.type().code(), e.getMessage())));
      }
    }
  }

  /** Its articles in order, locked, with what they refer to. */
  private List<ArticleAssembly.Reading> hold(UUID id) {
    packages.holdArticles(id);
    List<UUID> members = members(id);
    Map<UUID, Article> found = new HashMap<>();
    articles.list("id in ?1", members).forEach(article -> found.put(article.id, article));
    return assembly.hold(members.stream().map(found::get).toList());
  }

  /** They move with their package here, so that what holds them to it does not stand in the way. */
  private static void leave(UUID id, List<ArticleAssembly.Reading> readings) {
    readings.stream()
        .map(reading -> reading.article)
        .filter(article -> id.equals(article.packageId))
        .forEach(article -> article.packageId = null);
  }

  private void requireFit(List<ArticleAssembly.Reading> readings, Article.Move move, Instant at) {
    List<Fault> faults = faults(readings, move, at);
    if (faults.isEmpty()) {
      return;
    }
    boolean unfitAlone = faults.stream().allMatch(fault -> fault.code().equals("required"));
    throw new ProblemException(
        unfitAlone ? ProblemType.VALIDATION : ProblemType.CONFLICT,
        "Some of its articles cannot be published, so none was; see errors.",
        faults);
  }

  private List<Fault> faults(
      List<ArticleAssembly.Reading> readings, Article.Move move, Instant at) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      ArticleAssembly.Reading reading = readings.get(i);
      Article article = reading.article;
      try {
        article.allow(move);
      } catch (ProblemException e) {
        faults.add(at(i, e.type().code(), e.getMessage()));
        continue;
      }
      if (article.hasEmbargo(at)) {
        faults.add(
            at(
                i,
                ProblemType.EMBARGOED.code(),
                "it may not be published before " + Json.format(article.embargoUntil)));
      }
      for (Fault fault : assembly.faults(reading)) {
        faults.add(at(i, fault.code(), fault.detail()));
      }
    }
    return faults;
  }

  private static Fault at(int i, String code, String detail) {
    return Fault.at("/articles/" + i, code, detail);
  }

  private void requireArticles(List<UUID> given) {
    Set<UUID> known = new HashSet<>(packages.known(given));
    Set<UUID> seen = new HashSet<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (!known.contains(given.get(i))) {
        faults.add(at(i, "not_found", "there is no such article"));
      } else if (!seen.add(given.get(i))) {
        faults.add(at(i, "not_unique", "one before it is the same"));
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.validation(faults);
    }
  }

  private ArticlePackage locked(UUID id, IfMatch match) {
    ArticlePackage whole = packages.findLocked(id).orElseThrow(ProblemException::notFound);
    match.check(whole.version);
    return whole;
  }

  private List<UUID> members(UUID id) {
    return packages.items(List.of(id)).get(id).stream().map(PackageDetail.Item::id).toList();
  }

  private PackageDetail detail(ArticlePackage whole) {
    return PackageDetail.of(whole, packages.items(List.of(whole.id)).get(whole.id));
  }

  /** In the name of whoever put it on the schedule. */
  private static Actor schedule(ArticlePackage whole) {
    return new Actor(whole.modifiedBy, "schedule", null);
  }

  /** What the audit list tells of a package. */
  private ObjectNode trace(ArticlePackage whole) {
    ObjectNode trace = json.createObjectNode();
    trace.put("version", whole.version);
    trace.put("title", whole.title);
    trace.set("state", json.valueToTree(whole.state()));
    trace.set("articles", json.valueToTree(members(whole.id)));
    trace.set("scheduledFor", json.valueToTree(whole.scheduledFor));
    trace.set("publishedAt", json.valueToTree(whole.publishedAt));
    return trace;
  }
}
