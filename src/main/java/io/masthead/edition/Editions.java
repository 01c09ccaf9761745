package io.masthead.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.body.Body;
import io.masthead.cache.Changes;
import io.masthead.cache.ResponseCache;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.Json;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.text.Language;
import io.masthead.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The published articles: taken from publishing, given to readers. */
@ApplicationScoped
public class Editions {

  /** A read of one article: the document with its parts, or the address that it has now. */
  record Read(
      ObjectNode document, Instant modifiedAt, List<ArticlePart.Added> parts, Moved moved) {}

  /** Where an article stands now that was asked for by another slug. */
  record Moved(String slug, String lang) {}

  @Inject Sql sql;
  @Inject EditionRepository editions;
  @Inject PlaceChanges places;
  @Inject Changes changes;
  @Inject @Any Instance<ArticlePart> parts;
  @Inject CorrectionRepository corrections;
  @Inject EditionConfig config;
  @Inject Event<EditionEvent> events;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /** As {@link #publish(List)}, of one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(Edition edition) {
    publish(List.of(edition));
  }

  /** What is known of an article before an edition of it is put in place. */
  private record Before(
      Edition edition,
      Supplier<UUID> holder,
      Supplier<Optional<EditionRepository.Whole>> whole,
      Supplier<Place> place) {

    UUID id() {
      return edition.document().id();
    }
  }

  /** What is known of it afterwards. */
  private record Written(Before before, Supplier<List<UUID>> corrected, Supplier<Place> place) {}

  /**
   * Puts editions of several articles in the place of those before, each whole, in the caller's
   * transaction. One that shows nothing new leaves the one before as it is. Whatever the number,
   * the database is asked once and written to once.
   *
   * @throws ProblemException 409 where a slug was another article's
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(List<Edition> editions) {
    Sql.Together asked = sql.together();
    List<Before> standing = editions.stream().map(edition -> standing(edition, asked)).toList();
    asked.run();
    Sql.Together writing = sql.together();
    List<Written> written = new ArrayList<>();
    for (Before before : standing) {
      if (!before.holder().get().equals(before.id())) {
        throw ProblemException.slugTaken(before.holder().get());
      }
      String blocks = write(before.edition().body().blocks());
      if (!stands(before.whole().get(), before.edition(), blocks)) {
        written.add(write(before, blocks, writing));
      }
    }
    writing.run();
    written.forEach(this::changed);
    tell(written, false, EditionEvent.Published::new);
    tell(written, true, EditionEvent.Revised::new);
  }

  private Before standing(Edition edition, Sql.Together asked) {
    ArticleDocument document = edition.document();
    UUID id = document.id();
    return new Before(
        edition,
        editions.keepSlug(document.lang(), document.slug(), id, asked),
        editions.whole(id, asked),
        places.hold(id, asked));
  }

  private Written write(Before before, String blocks, Sql.Together writing) {
    ArticleDocument document = before.edition().document();
    editions.save(before.edition(), write(document), blocks, writing);
    return new Written(
        before,
        corrections.keep(document.id(), document.lang(), document.corrections(), writing),
        places.find(document.id(), writing));
  }

  private void changed(Written written) {
    Place before = written.before().place().get();
    Place after = written.place().get();
    besideChanged(before);
    besideChanged(after);
    changes.of(Shown.slug(written.before().edition().document().slug()));
    if (!written.corrected().get().isEmpty()) {
      changes.of(Shown.CORRECTIONS);
    }
    places.tell(before, after, written.before().id());
  }

  /** Of those that readers had, or of those that they had not. */
  private void tell(
      List<Written> written,
      boolean had,
      Function<List<EditionEvent.Article>, EditionEvent> event) {
    List<EditionEvent.Article> articles =
        written.stream()
            .map(Written::before)
            .filter(before -> before.whole().get().isPresent() == had)
            .map(before -> EditionEvent.Article.of(before.edition().document()))
            .toList();
    if (!articles.isEmpty()) {
      events.fire(event.apply(articles));
    }
  }

  /** Whether readers have just this already, but for the time of the change. */
  public boolean stands(Edition edition) {
    return stands(editions.whole(edition.document().id()), edition, write(edition.body().blocks()));
  }

  /** Whether readers have just this already, so that what they hold of it stays good. */
  private boolean stands(Optional<EditionRepository.Whole> before, Edition edition, String blocks) {
    return before
        .filter(whole -> whole.blocks().equals(blocks))
        .filter(whole -> whole.html().equals(edition.body().html()))
        .filter(
            whole ->
                undated(Json.object(json, whole.document()))
                    .equals(undated(tree(edition.document()))))
        .isPresent();
  }

  /** As it reads from the database: a number there is no wider than it has to be. */
  private ObjectNode tree(ArticleDocument document) {
    return Json.object(json, write(document));
  }

  private static ObjectNode undated(ObjectNode document) {
    document.remove("modifiedAt");
    return document;
  }

  /** Takes the edition from readers; its slugs and counts stay the article's. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void unpublish(UUID article) {
    Place before = places.hold(article);
    besideChanged(before);
    Optional<EditionEvent.Article> gone = editions.delete(article);
    places.since(before, article);
    gone.ifPresent(one -> events.fire(new EditionEvent.Unpublished(one)));
  }

  /** Takes the edition from readers for good: its addresses answer 410 from now on. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void takeDown(UUID article, String reason) {
    Place before = places.hold(article);
    besideChanged(before);
    EditionEvent.Article gone =
        editions
            .delete(article)
            .orElseGet(() -> new EditionEvent.Article(article, null, null, null, null));
    Instant now = clock.instant();
    editions.takeDown(article, reason, now);
    places.since(before, article);
    events.fire(new EditionEvent.TakenDown(gone, reason, now));
  }

  /** What stands beside it has other relatives, or others of more weight. */
  private void besideChanged(Place place) {
    place.standings().forEach(term -> changes.of(Shown.under(term.id())));
  }

  /** Which of the slugs other articles were published under. */
  public Set<String> takenSlugs(String lang, Collection<String> slugs, UUID article) {
    return Set.copyOf(editions.takenSlugs(lang, slugs, article));
  }

  /**
   * A published article by id, or by any slug it ever had.
   *
   * @param lang the language of the slug, or null for the default one, then the only one there is
   * @throws ProblemException 404, or 410 where it was taken down
   */
  public PublishedArticle find(String ref, String lang) {
    String language = language(lang);
    EditionRepository.Found found =
        choose(editions.find(Slug.canonical(ref), language, null, true), language);
    return published(found, Json.object(json, found.document()));
  }

  private PublishedArticle published(EditionRepository.Found found, ObjectNode document) {
    return new PublishedArticle(
        found.id(),
        found.lang(),
        found.slug(),
        document.path("title").asText(),
        document.at("/section/slug").asText(null),
        found.firstPublishedAt(),
        found.commentMode(),
        found.commentModeration(),
        closesAt(found.firstPublishedAt(), found.closeAfterDays()),
        found.sectionLine(),
        later(found.modifiedAt(), found.countsChangedAt()));
  }

  /**
   * Adds views in the caller's transaction.
   *
   * @return the new totals of those that are published
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Map<UUID, Long> addViews(Map<UUID, Long> deltas) {
    return editions.addViews(deltas, clock.instant());
  }

  /**
   * Adds published comments, or takes them away, in the caller's transaction; with 0 it notes that
   * the words of one changed.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void addComments(UUID article, int delta) {
    editions.addComments(article, delta, clock.instant());
    changes.of(Shown.comments(article), Shown.LATEST_COMMENTS);
  }

  /** As {@link #addComments(UUID, int)}, of several articles in one order. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void addComments(Map<UUID, Integer> deltas) {
    if (!deltas.isEmpty()) {
      editions.addComments(deltas, clock.instant());
      deltas.keySet().forEach(article -> changes.of(Shown.comments(article)));
      changes.of(Shown.LATEST_COMMENTS);
    }
  }

  /**
   * Says after how many days comments close, in the caller's transaction; the nearest word on an
   * article counts, and each article tells the time with its comments.
   *
   * @param section or null
   * @param article or null; the site where both are
   * @param days 0 for never, null for what the next wider one says
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void closeCommentsAfter(UUID section, UUID article, Integer days) {
    editions.closeCommentsAfter(section, article, days, clock.instant());
    changes.of(ResponseCache.EVERYTHING);
  }

  /**
   * The published articles of a section and those below it, an author and a language, each of them
   * an id or slug, or null for any.
   *
   * @throws ProblemException 400 where the language is none
   */
  public List<UUID> published(String section, String author, String lang) {
    return editions.ids(narrowed(section, author, lang, null));
  }

  /** What those articles are called that are published, by id. */
  public Map<UUID, ArticleName> names(Collection<UUID> articles) {
    return editions.names(articles).stream()
        .collect(Collectors.toMap(ArticleName::id, Function.identity()));
  }

  /**
   * The first of some articles as lists show them, in the order given.
   *
   * @param section id or slug, its children too, or null for any
   * @param lang or null for any
   * @param publishedFrom or null for any time
   * @throws ProblemException 400 where the language is none
   */
  public Map<UUID, ObjectNode> inOrder(
      List<UUID> articles, String section, String lang, Instant publishedFrom, int limit) {
    Instant now = clock.instant();
    ArticleQuery query = narrowed(section, null, lang, publishedFrom);
    Map<UUID, ObjectNode> found = new LinkedHashMap<>();
    editions
        .inOrder(query, articles, limit, now)
        .forEach(row -> found.put(row.id(), item(row, query, BodyFormat.HTML, now)));
    return found;
  }

  /**
   * What readers get now under an article's id: the article as lists show it, that it was taken
   * down, or, without either, nothing.
   */
  public record Standing(ObjectNode document, String takedownReason, Instant takenDownAt) {}

  /**
   * How these articles stand with readers; each has its answer.
   *
   * @param format of the bodies, or null for none
   */
  public Map<UUID, Standing> standings(Collection<UUID> articles, BodyFormat format) {
    Instant now = clock.instant();
    ArticleQuery query = narrowed(null, null, null, null);
    Map<UUID, Standing> found = new HashMap<>();
    for (EditionRepository.Standing row :
        editions.standings(articles, format == null ? null : column(format))) {
      ObjectNode document =
          row.listed() == null ? null : item(row.listed(), query, BodyFormat.HTML, now);
      if (document != null && format != null) {
        document.set("body", json.valueToTree(body(row.listed().body(), format)));
      }
      found.put(row.article(), new Standing(document, row.takedownReason(), row.takenDownAt()));
    }
    return found;
  }

  /** The next articles by id that are published or were taken down. */
  public List<UUID> standingAfter(UUID article, int limit) {
    return editions.standingAfter(article, limit);
  }

  private static ArticleQuery narrowed(
      String section, String author, String lang, Instant publishedFrom) {
    return new ArticleQuery(
        Slug.canonical(author),
        Slug.canonical(section),
        null,
        language(lang),
        null,
        publishedFrom,
        null,
        List.of(),
        null,
        ArticleQuery.Sort.NEWEST,
        false,
        false);
  }

  /**
   * The words of those articles that are published, which nobody unpublishes until the caller's
   * transaction ends.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<EditionText> texts(Collection<UUID> articles) {
    return editions.texts(articles, document -> Json.object(json, document));
  }

  /** The articles whose published revision is greater, the least first. */
  public List<EditionRevision> revised(long after, int limit) {
    return editions.revised(after, limit);
  }

  /** An author and whether they wrote a published article; nothing where there is no author. */
  public Optional<Signatory> writer(UUID article, UUID author) {
    return editions.writer(article, author);
  }

  /** The section with an id, a slug or a former slug; nothing where no slug is one. */
  public Optional<UUID> section(String ref) {
    return editions.section(Slug.canonical(ref));
  }

  /** An article's id, or a slug of it; the language of the slug may be null. */
  public record Ref(String ref, String lang) {}

  /**
   * The articles that were ever published under these, whether they still are or not; what is
   * unknown is left out. A slug of several languages means that of the site, then the only one.
   */
  public Map<Ref, UUID> everPublished(Collection<Ref> refs) {
    Map<Boolean, List<String>> byId =
        refs.stream()
            .map(ref -> Slug.canonical(ref.ref()))
            .distinct()
            .collect(Collectors.partitioningBy(Json::isUuid));
    Set<UUID> ids =
        Set.copyOf(editions.everPublished(byId.get(true).stream().map(UUID::fromString).toList()));
    Map<String, Map<String, UUID>> slugs = new HashMap<>();
    editions
        .holders(byId.get(false))
        .forEach(
            h -> slugs.computeIfAbsent(h.slug(), s -> new HashMap<>()).put(h.lang(), h.article()));
    Map<Ref, UUID> found = new HashMap<>();
    for (Ref ref : refs) {
      String canonical = Slug.canonical(ref.ref());
      UUID article =
          Json.isUuid(canonical)
              ? UUID.fromString(canonical)
              : meant(slugs.getOrDefault(canonical, Map.of()), ref.lang());
      if (article != null && (!Json.isUuid(canonical) || ids.contains(article))) {
        found.put(ref, article);
      }
    }
    return found;
  }

  private UUID meant(Map<String, UUID> byLang, String lang) {
    if (lang != null) {
      return byLang.get(language(lang));
    }
    Set<UUID> all = Set.copyOf(byLang.values());
    UUID ours = byLang.get(config.language());
    return ours != null || all.size() != 1 ? ours : all.iterator().next();
  }

  /** The views of the articles with the next ids, published or not, in the order of their ids. */
  public Map<UUID, Long> viewsAfter(UUID article, int limit) {
    return byId(editions.viewsAfter(article, limit));
  }

  /**
   * The views of these articles, published or not, which nobody else changes until the caller's
   * transaction ends.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Map<UUID, Long> holdViews(Collection<UUID> articles) {
    return articles.isEmpty() ? Map.of() : byId(editions.holdViews(articles));
  }

  /** As {@link #viewsAfter}, of the published comments. */
  public Map<UUID, Long> commentsAfter(UUID article, int limit) {
    return byId(editions.commentsAfter(article, limit));
  }

  /** As {@link #holdViews}, of the published comments. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Map<UUID, Long> holdComments(Collection<UUID> articles) {
    return articles.isEmpty() ? Map.of() : byId(editions.holdComments(articles));
  }

  /** Sets comments that {@link #holdComments} holds. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void setComments(Map<UUID, Long> comments) {
    if (!comments.isEmpty()) {
      editions.setComments(comments, clock.instant());
    }
  }

  /** Sets views that {@link #holdViews} holds. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void setViews(Map<UUID, Long> views) {
    if (!views.isEmpty()) {
      editions.setViews(views, clock.instant());
    }
  }

  private static Map<UUID, Long> byId(List<EditionRepository.Total> rows) {
    Map<UUID, Long> totals = new LinkedHashMap<>();
    rows.forEach(row -> totals.put(row.article(), row.total()));
    return totals;
  }

  /** The views of those articles that are published. */
  public Map<UUID, Long> views(Collection<UUID> articles) {
    return editions.counts(articles).stream()
        .collect(Collectors.toMap(EditionRepository.Count::id, EditionRepository.Count::views));
  }

  /** One article with those of its parts that are named. */
  Read read(String ref, String lang, BodyFormat format, boolean withCounts, Set<String> named) {
    String canonical = Slug.canonical(ref);
    String language = language(lang);
    List<ArticlePart> wanted = parts.stream().filter(part -> named.contains(part.name())).toList();
    EditionRepository.Found found =
        choose(editions.find(canonical, language, column(format), !wanted.isEmpty()), language);
    if (found.askedSlug() != null && !ref.equals(found.slug())) {
      boolean sayLang = lang == null && !found.lang().equals(config.language());
      return new Read(
          null,
          found.modifiedAt(),
          List.of(),
          new Moved(found.slug(), sayLang ? found.lang() : null));
    }
    Instant now = clock.instant();
    ObjectNode document = Json.object(json, found.document());
    Instant closesAt = closesAt(found.firstPublishedAt(), found.closeAfterDays());
    Instant closed = tellClosing(document, closesAt, now);
    document.set("body", json.valueToTree(body(found.body(), format)));
    if (withCounts) {
      setCounts(document, found.views(), found.comments(), now);
    }
    Instant modified = later(later(found.modifiedAt(), closed), found.closingChangedAt());
    List<ArticlePart.Added> added = new ArrayList<>();
    for (ArticlePart part : wanted) {
      added.add(part.addTo(document, published(found, document)));
    }
    for (ArticlePart.Added part : added) {
      modified = later(modified, part.modified());
    }
    return new Read(document, modified, added, null);
  }

  /**
   * An edition that is nobody's yet, as a read of one article would give it from the moment it was
   * published.
   */
  public ObjectNode shown(Edition edition, BodyFormat format) {
    ArticleDocument document = edition.document();
    ObjectNode shown = tree(document);
    Integer days =
        editions.closeAfterDays(
            document.id(), document.section() == null ? null : document.section().id());
    tellClosing(shown, closesAt(document.firstPublishedAt(), days), clock.instant());
    shown.set("body", json.valueToTree(ArticleBody.of(edition.body(), format)));
    return shown;
  }

  Page<JsonNode> list(
      ArticleQuery query, BodyFormat format, String cursor, int limit, boolean withTotal) {
    Instant now = clock.instant();
    Cursors.Position at = cursors.read(cursor, query.scope());
    List<EditionRepository.Listed> rows =
        editions.list(query, query.withBody() ? column(format) : null, at, limit, now);
    Page<JsonNode> page =
        cursors
            .page(rows, limit, at, query.scope(), row -> List.of(row.key(), row.id().toString()))
            .map(row -> item(row, query, format, now));
    return withTotal ? page.withTotal(editions.count(query, now)) : page;
  }

  /** An article as lists show it, with neither body nor counts. */
  ObjectNode item(EditionRepository.Listed row, Instant now) {
    ObjectNode item = Json.object(json, row.document());
    Instant first = Instant.parse(item.get("firstPublishedAt").asText());
    tellClosing(item, closesAt(first, row.closeAfterDays()), now);
    return item;
  }

  private ObjectNode item(
      EditionRepository.Listed row, ArticleQuery query, BodyFormat format, Instant now) {
    ObjectNode item = item(row, now);
    if (query.withCounts()) {
      setCounts(item, row.views(), row.comments(), now);
    }
    if (query.withBody()) {
      item.set("body", json.valueToTree(body(row.body(), format)));
    }
    return item;
  }

  List<EditionRepository.Count> counts(Collection<UUID> articles) {
    return editions.counts(articles);
  }

  /** A language however it was typed; what is none cannot be understood. */
  public static String language(String lang) {
    return lang == null
        ? null
        : Language.canonical(lang)
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        Fault.parameter("lang", "invalid_format", "a language tag is wanted")));
  }

  /** The default language first, then the only one there is. */
  private EditionRepository.Found choose(List<EditionRepository.Found> found, String lang) {
    List<EditionRepository.Found> live = found.stream().filter(f -> f.document() != null).toList();
    Optional<EditionRepository.Found> chosen =
        live.stream()
            .filter(f -> f.lang().equals(lang == null ? config.language() : lang))
            .findFirst()
            .or(() -> live.size() == 1 ? Optional.of(live.get(0)) : Optional.empty());
    if (chosen.isPresent()) {
      return chosen.get();
    }
    if (live.isEmpty() && !found.isEmpty()) {
      throw ProblemException.gone(found.get(0).takedownReason(), found.get(0).takenDownAt());
    }
    throw ProblemException.notFound();
  }

  private static String column(BodyFormat format) {
    return switch (format) {
      case HTML -> "html";
      case TEXT -> "plain";
      case MARKDOWN, BLOCKS -> "blocks";
    };
  }

  private ArticleBody body(String stored, BodyFormat format) {
    return switch (format) {
      case HTML -> new ArticleBody(format, stored, null, null, null);
      case TEXT -> new ArticleBody(format, null, stored, null, null);
      case MARKDOWN, BLOCKS -> ArticleBody.of(Body.fromJson(json, stored), format);
    };
  }

  /**
   * Tells when open comments close, and that they are readonly once they did, so that nobody needs
   * a clock to know.
   *
   * @return when they closed, or null
   */
  private Instant tellClosing(ObjectNode document, Instant closesAt, Instant now) {
    ObjectNode comments = (ObjectNode) document.get("comments");
    if (closesAt == null || !comments.path("mode").asText().equals("open")) {
      return null;
    }
    comments.set("closesAt", json.valueToTree(closesAt));
    if (now.isBefore(closesAt)) {
      return null;
    }
    comments.put("mode", "readonly");
    return closesAt;
  }

  private static Instant later(Instant one, Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }

  private Instant closesAt(Instant firstPublishedAt, Integer said) {
    int days = said == null ? config.commentsCloseAfterDays() : said;
    return days == 0 || firstPublishedAt == null
        ? null
        : firstPublishedAt.plus(Duration.ofDays(days));
  }

  private static void setCounts(ObjectNode document, long views, int comments, Instant asOf) {
    document
        .putObject("counts")
        .put("views", views)
        .put("comments", comments)
        .put("asOf", Json.format(asOf));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
