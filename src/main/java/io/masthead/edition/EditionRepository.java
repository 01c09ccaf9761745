package io.masthead.edition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import io.masthead.http.Page;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every SQL of the room. */
@ApplicationScoped
class EditionRepository {

  /** A row as it was found under an id or a slug; without a document it is not published. */
  record Found(
      UUID id,
      String lang,
      String slug,
      String askedSlug,
      String document,
      String body,
      Instant modifiedAt,
      Instant firstPublishedAt,
      String commentMode,
      String commentModeration,
      String takedownReason,
      Instant takenDownAt,
      long views,
      int comments,
      Instant countsChangedAt,
      Integer closeAfterDays,
      Instant closingChangedAt,
      List<UUID> sectionLine) {}

  /** A row of a list, with the values it is sorted by. */
  record Listed(
      UUID id,
      String key,
      String document,
      String body,
      Instant modifiedAt,
      long views,
      int comments,
      Integer closeAfterDays) {}

  /** An edition's document, to be rewritten. */
  record Stored(UUID id, String document) {}

  /** What an edition shows, as it is stored. */
  record Whole(String document, String blocks, String html) {}

  /** An article for readers, or its takedown, or neither. */
  record Standing(UUID article, Listed listed, String takedownReason, Instant takenDownAt) {}

  record Count(UUID id, long views, int comments, Instant changedAt) {}

  private static final String UPSERT =
      """
      insert into edition (article_id, revision, lang, slug, title, published_at,
        first_published_at, updated_at, modified_at, sort_updated_at, pinned_until, section_id,
        comment_mode, comment_moderation, document, blocks, html, plain)
      values (?, nextval('edition_revision'), ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?::timestamptz,
        ?::uuid, ?, ?, ?, ?, ?, ?)
      on conflict (article_id) do update set
        revision = excluded.revision, lang = excluded.lang, slug = excluded.slug,
        title = excluded.title, published_at = excluded.published_at,
        first_published_at = excluded.first_published_at, updated_at = excluded.updated_at,
        modified_at = excluded.modified_at, sort_updated_at = excluded.sort_updated_at,
        pinned_until = excluded.pinned_until, section_id = excluded.section_id,
        comment_mode = excluded.comment_mode, comment_moderation = excluded.comment_moderation,
        document = excluded.document, blocks = excluded.blocks, html = excluded.html,
        plain = excluded.plain
      """;

  private static final String CLEAR_TERMS =
      """
      with a as (delete from edition_author where article_id = ?),
        s as (delete from edition_section where article_id = ?)
      delete from edition_tag where article_id = ?
      """;

  private static final String ADD_AUTHORS =
      """
      insert into edition_author (author_id, published_at, article_id)
      select a, ?, ? from unnest(?) a
      """;

  private static final String ADD_TAGS =
      """
      insert into edition_tag (tag_id, published_at, article_id) select t, ?, ? from unnest(?) t
      """;

  private static final String ADD_SECTIONS =
      """
      insert into edition_section (section_id, published_at, article_id, direct)
      select s, ?, ?, true from unnest(?) s
      """;

  /** A row for every section above the direct ones of these articles. */
  private static final String ADD_ANCESTORS =
      """
      with recursive above (article_id, published_at, section_id) as (
        select d.article_id, d.published_at, s.parent_id
        from edition_section d join section s on s.id = d.section_id
        where d.direct and d.article_id = any (?) and s.parent_id is not null
        union
        select a.article_id, a.published_at, s.parent_id
        from above a join section s on s.id = a.section_id
        where s.parent_id is not null
      )
      insert into edition_section (section_id, published_at, article_id, direct)
      select section_id, published_at, article_id, false from above
      on conflict do nothing
      """;

  private static final String CLEAR_ANCESTORS =
      "delete from edition_section where not direct and article_id = any (?)";

  private static final String MERGED =
      "select '%1$s' as kind, %2$s_id as heir from %2$s_merged where id = ?";

  /** Articles whose place is changed by one statement. */
  private static final int PLACED_AT_ONCE = 1000;

  private static final String WHOLE =
      "select document, blocks, html from edition where article_id = ?";

  private static final String KEEP_SLUG =
      """
      insert into edition_slug (lang, slug, article_id) values (?, ?, ?)
      on conflict (slug, lang) do update set article_id = edition_slug.article_id
      returning article_id
      """;

  private static final String START_COUNT =
      """
      insert into edition_count (article_id, comments_off, changed_at) values (?, ?, ?)
      on conflict (article_id) do update
        set comments_off = excluded.comments_off, changed_at = excluded.changed_at
        where edition_count.comments_off <> excluded.comments_off
      """;

  private static final String TAKE_DOWN =
      """
      insert into edition_takedown (article_id, reason, at) values (?, ?, ?)
      on conflict (article_id) do update set reason = excluded.reason, at = excluded.at
      """;

  /** The article's section and those above it, the nearest first. */
  private static final String LINE =
      """
      with recursive line (id, step) as (
        select e.section_id, 1
        union all
        select s.parent_id, step + 1 from line join section s on s.id = line.id
        where s.parent_id is not null)
      """;

  private static final String LINE_OF_ROW =
      "array(%s select id from line where id is not null order by step)".formatted(LINE);

  /** What is said nearest to the article; null where nothing is. */
  static final String CLOSE_AFTER_DAYS =
      """
      coalesce(
        (select n.days from comment_closing n where n.article_id = e.article_id),
        case when exists (select from comment_closing n where n.section_id is not null) then (
          %s select n.days from line join comment_closing n on n.section_id = line.id
          where n.days is not null order by line.step limit 1) end,
        (select n.days from comment_closing n
         where n.section_id is null and n.article_id is null)) as close_after_days
      """
          .formatted(LINE);

  private static final String CLOSE_AFTER_DAYS_OF =
      "select %s from (select ?::uuid as article_id, ?::uuid as section_id) e"
          .formatted(CLOSE_AFTER_DAYS);

  private static final String FIND =
      """
      select k.article_id, k.slug as asked_slug, e.lang, e.slug, e.document, %s as body,
        e.modified_at, e.first_published_at, e.comment_mode, e.comment_moderation,
        t.reason, t.at as taken_down_at, coalesce(c.views, 0) as views,
        coalesce(c.shown_comments, 0) as comments, c.changed_at, %s,
        (select max(n.changed_at) from comment_closing n) as closing_changed_at,
        %s as section_line
      from %s k
      left join edition e on e.article_id = k.article_id
      left join edition_takedown t on t.article_id = k.article_id
      left join edition_count c on c.article_id = k.article_id
      where e.article_id is not null or t.article_id is not null
      """;

  private static final String BY_ID = "(select ?::uuid as article_id, null as slug)";
  private static final String BY_SLUG =
      "(select article_id, slug from edition_slug where slug = ? and lang = coalesce(?, lang))";

  /**
   * The counts are taken in one order, and the editions held against unpublishing, until the
   * caller's transaction ends.
   */
  private static final String ADD_VIEWS =
      """
      with given as (
        select article_id, delta from unnest(?::uuid[], ?::bigint[]) as given (article_id, delta)
      ), live as (
        select article_id from edition where article_id in (select article_id from given)
        order by article_id for key share
      ), held as (
        select c.article_id from edition_count c where c.article_id in (select article_id from live)
        order by c.article_id for update
      )
      update edition_count c
      set views = c.views + given.delta, changed_at = greatest(c.changed_at, ?)
      from held join given using (article_id)
      where c.article_id = held.article_id
      returning c.article_id, c.views
      """;

  private static final String ADD_COMMENTS =
      """
      update edition_count set comments = comments + ?, changed_at = greatest(changed_at, ?)
      where article_id = ?
      """;

  /** The counts are taken in one order until the caller's transaction ends. */
  private static final String ADD_COMMENTS_OF =
      """
      with given as (
        select article_id, delta from unnest(?::uuid[], ?::int[]) as given (article_id, delta)
      ), held as (
        select c.article_id from edition_count c where c.article_id in (select article_id from given)
        order by c.article_id for update
      )
      update edition_count c
      set comments = c.comments + given.delta, changed_at = greatest(c.changed_at, ?)
      from held join given using (article_id)
      where c.article_id = held.article_id
      """;

  private static final String COUNTS =
      """
      select e.article_id, c.views, c.shown_comments as comments, c.changed_at
      from edition e join edition_count c using (article_id)
      where e.article_id = any (?)
      order by e.article_id
      """;

  /** Looked through in the order given, and no further than the limit. */
  private static final String IN_ORDER =
      """
      select e.article_id, e.document, e.modified_at, %2$s
      from (
        select given.article_id, given.place
        from unnest(?::uuid[]) with ordinality as given (article_id, place)
        where given.article_id in (select e.article_id %1$s)
        order by given.place limit ?
      ) as chosen join edition e on e.article_id = chosen.article_id
      order by chosen.place
      """;

  private static final String DELETE =
      """
      delete from edition where article_id = ? returning slug, lang, published_at, modified_at
      """;

  private static final String STANDINGS =
      """
      select given.article_id, e.document, %%s as body, e.modified_at, t.reason,
        t.at as taken_down_at, case when e.article_id is not null then %s end as close_after_days
      from unnest(?::uuid[]) as given (article_id)
      left join edition e on e.article_id = given.article_id
      left join edition_takedown t on t.article_id = given.article_id and e.article_id is null
      """
          .formatted(CLOSE_AFTER_DAYS.replace(" as close_after_days", "").strip());

  private static final String STANDING_AFTER =
      """
      (select article_id from edition where article_id > ? order by article_id limit ?)
      union
      (select article_id from edition_takedown where article_id > ? order by article_id limit ?)
      order by article_id limit ?
      """;

  private static final String NAMES =
      """
      select article_id, slug, lang, title from edition where article_id = any (?::uuid[])
      """;

  private static final String WRITER =
      """
      select a.name, exists (
        select from edition_author k where k.article_id = ? and k.author_id = a.id) as wrote_it
      from author a where a.id = ?
      """;

  /** Held against unpublishing until the caller's transaction ends. */
  private static final String TEXTS =
      """
      select e.article_id, e.revision, e.lang, e.published_at, e.document, e.plain,
        array(select section_id from edition_section where article_id = e.article_id
          union all select author_id from edition_author where article_id = e.article_id
          union all select tag_id from edition_tag where article_id = e.article_id) as terms
      from edition e
      where e.article_id = any (?::uuid[])
      order by e.article_id for key share of e
      """;

  private static final String REVISED =
      "select article_id, revision from edition where revision > ? order by revision limit ?";

  private static final String EVER_PUBLISHED =
      """
      select article_id from edition_count c where article_id = any (?::uuid[])
        and exists (select from edition_slug s where s.article_id = c.article_id)
      """;

  private static final String HOLDERS =
      "select slug, lang, article_id from edition_slug where slug = any (?::text[])";

  private static final String TOTALS_AFTER =
      """
      select article_id, %s as total from edition_count
      where article_id > ? order by article_id limit ?
      """;

  private static final String HOLD_TOTALS =
      """
      select article_id, %s as total from edition_count where article_id = any (?::uuid[])
      order by article_id for update
      """;

  private static final String SET_TOTALS =
      """
      update edition_count c
      set %1$s = given.total, changed_at = greatest(c.changed_at, ?)
      from unnest(?::uuid[], ?::bigint[]) as given (article_id, total)
      where c.article_id = given.article_id and c.%1$s <> given.total
      """;

  private static final String VIEWS = "views";
  private static final String COMMENTS = "comments";

  private static final String COUNTS_OF_ROW =
      """
      (select n.views from edition_count n where n.article_id = e.article_id) as views,
      (select n.shown_comments from edition_count n where n.article_id = e.article_id) as comments
      """;

  private static final String REWRITE =
      """
      update edition set document = ?, revision = nextval('edition_revision'), modified_at = ?
      where article_id = ?
      """;

  private static final String ARTICLES_UNDER_SECTION =
      """
      select e.article_id from edition_section k join edition e on e.article_id = k.article_id
      where k.section_id = ? order by e.article_id for no key update of e
      """;

  private static final String CLOSE_AFTER =
      """
      insert into comment_closing (section_id, article_id, days, changed_at) values (?, ?, ?, ?)
      on conflict on constraint uq_comment_closing_subject do update
        set days = excluded.days, changed_at = excluded.changed_at
      """;

  @Inject Sql sql;
  @Inject Narrowing narrowing;

  /** Null ids mean the site, null days that nothing is said. */
  void closeCommentsAfter(UUID section, UUID article, Integer days, Instant now) {
    sql.update(CLOSE_AFTER, section, article, days, now);
  }

  /** After how many days comments close on an article, published or not; null for nothing said. */
  Integer closeAfterDays(UUID article, UUID section) {
    return sql.first(
            CLOSE_AFTER_DAYS_OF,
            row -> row.getObject("close_after_days", Integer.class),
            article,
            section)
        .orElse(null);
  }

  /** What it writes is there once the statements have run. */
  void save(Edition edition, String document, String blocks, Sql.Together asked) {
    ArticleDocument d = edition.document();
    asked.update(
        UPSERT,
        d.id(),
        d.lang(),
        d.slug(),
        d.title(),
        d.publishedAt(),
        d.firstPublishedAt(),
        d.updatedAt(),
        d.modifiedAt(),
        d.updatedAt() == null ? d.publishedAt() : d.updatedAt(),
        edition.pinnedUntil(),
        d.section() == null ? null : d.section().id(),
        lower(d.comments().mode()),
        lower(d.comments().moderation()),
        document,
        blocks,
        edition.body().html(),
        edition.body().text());
    asked.update(CLEAR_TERMS, d.id(), d.id(), d.id());
    if (!edition.authors().isEmpty()) {
      asked.update(ADD_AUTHORS, d.publishedAt(), d.id(), edition.authors());
    }
    if (!edition.tags().isEmpty()) {
      asked.update(ADD_TAGS, d.publishedAt(), d.id(), edition.tags());
    }
    if (!edition.sections().isEmpty()) {
      asked.update(ADD_SECTIONS, d.publishedAt(), d.id(), edition.sections());
      asked.update(ADD_ANCESTORS, List.of(d.id()));
    }
    asked.update(START_COUNT, d.id(), d.comments().mode() == CommentMode.OFF, d.modifiedAt());
  }

  Optional<Whole> whole(UUID article) {
    return sql.first(WHOLE, EditionRepository::whole, article);
  }

  Supplier<Optional<Whole>> whole(UUID article, Sql.Together asked) {
    return asked.first(WHOLE, EditionRepository::whole, article);
  }

  private static Whole whole(ResultSet row) throws SQLException {
    return new Whole(row.getString("document"), row.getString("blocks"), row.getString("html"));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Whose slug it is, after keeping it for this article if it was nobody's. */
  Supplier<UUID> keepSlug(String lang, String slug, UUID article, Sql.Together asked) {
    Supplier<Optional<UUID>> holder =
        asked.first(KEEP_SLUG, row -> Sql.uuid(row, "article_id"), lang, slug, article);
    return () -> holder.get().orElseThrow();
  }

  List<String> takenSlugs(String lang, Collection<String> slugs, UUID article) {
    return sql.list(
        "select slug from edition_slug where lang = ? and slug = any (?) and article_id <> ?",
        row -> row.getString(1),
        lang,
        slugs,
        article);
  }

  /** Gives what readers had of it, if they had it. */
  Optional<EditionEvent.Article> delete(UUID article) {
    return sql.first(
        DELETE,
        row ->
            new EditionEvent.Article(
                article,
                row.getString("slug"),
                row.getString("lang"),
                Sql.instant(row, "published_at"),
                Sql.instant(row, "modified_at")),
        article);
  }

  /** How each of these articles stands; with a row of each. */
  List<Standing> standings(Collection<UUID> articles, String bodyColumn) {
    return articles.isEmpty()
        ? List.of()
        : sql.list(
            STANDINGS.formatted(bodyColumn == null ? "null::text" : "e." + bodyColumn),
            row -> {
              UUID id = Sql.uuid(row, "article_id");
              String document = row.getString("document");
              return new Standing(
                  id,
                  document == null
                      ? null
                      : new Listed(
                          id,
                          null,
                          document,
                          row.getString("body"),
                          Sql.instant(row, "modified_at"),
                          0,
                          0,
                          row.getObject("close_after_days", Integer.class)),
                  row.getString("reason"),
                  Sql.instant(row, "taken_down_at"));
            },
            articles);
  }

  List<UUID> standingAfter(UUID article, int limit) {
    return sql.list(
        STANDING_AFTER, row -> Sql.uuid(row, "article_id"), article, limit, article, limit, limit);
  }

  /** The slug of a term under which something is published; nothing where nothing is. */
  Optional<String> shownSlug(TermKind kind, UUID id) {
    return sql.first(
        "select slug from %1$s where id = ? and exists (select from edition_%1$s where %1$s_id = ?)"
            .formatted(kind.word()),
        row -> row.getString("slug"),
        id,
        id);
  }

  void takeDown(UUID article, String reason, Instant at) {
    sql.update(TAKE_DOWN, article, reason, at);
  }

  /**
   * Every article that the reference may mean, in one read; {@code body} is a column, or null for
   * none.
   */
  List<Found> find(String ref, String lang, String body, boolean withLine) {
    String column = body == null ? "null::text" : "e." + body;
    boolean byId = Json.isUuid(ref);
    String line = withLine ? LINE_OF_ROW : "'{}'::uuid[]";
    String statement = FIND.formatted(column, CLOSE_AFTER_DAYS, line, byId ? BY_ID : BY_SLUG);
    return byId
        ? sql.list(statement, EditionRepository::found, UUID.fromString(ref))
        : sql.list(statement, EditionRepository::found, ref, lang);
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        Sql.uuid(row, "article_id"),
        row.getString("lang"),
        row.getString("slug"),
        row.getString("asked_slug"),
        row.getString("document"),
        row.getString("body"),
        Sql.instant(row, "modified_at"),
        Sql.instant(row, "first_published_at"),
        row.getString("comment_mode"),
        row.getString("comment_moderation"),
        row.getString("reason"),
        Sql.instant(row, "taken_down_at"),
        row.getLong("views"),
        row.getInt("comments"),
        Sql.instant(row, "changed_at"),
        row.getObject("close_after_days", Integer.class),
        Sql.instant(row, "closing_changed_at"),
        List.of((UUID[]) row.getArray("section_line").getArray()));
  }

  /** What a query finds; where it finds nothing, what it finds by the heirs of what it names. */
  private <T> List<T> found(ArticleQuery query, Function<ArticleQuery, List<T>> read) {
    List<T> rows = read.apply(query);
    return rows.isEmpty() ? ledOn(query).map(read).orElse(rows) : rows;
  }

  /** The query with other ids in the place of those that were merged, if any was. */
  private Optional<ArticleQuery> ledOn(ArticleQuery query) {
    Map<TermKind, UUID> named = new EnumMap<>(TermKind.class);
    name(named, TermKind.AUTHOR, query.author());
    name(named, TermKind.SECTION, query.section());
    name(named, TermKind.TAG, query.tag());
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String heirs =
        named.keySet().stream()
            .map(kind -> MERGED.formatted(kind, kind.word()))
            .collect(Collectors.joining(" union all "));
    Map<TermKind, String> led = new EnumMap<>(TermKind.class);
    sql.list(
        heirs,
        row -> led.put(TermKind.valueOf(row.getString("kind")), row.getString("heir")),
        named.values().toArray());
    return led.isEmpty()
        ? Optional.empty()
        : Optional.of(
            query.ledTo(
                led.getOrDefault(TermKind.AUTHOR, query.author()),
                led.getOrDefault(TermKind.SECTION, query.section()),
                led.getOrDefault(TermKind.TAG, query.tag())));
  }

  private static void name(Map<TermKind, UUID> named, TermKind kind, String ref) {
    if (ref != null && Json.isUuid(ref)) {
      named.put(kind, UUID.fromString(ref));
    }
  }

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  /** One row more than the limit, in the direction of the position. */
  List<Listed> list(
      ArticleQuery query, String bodyColumn, Cursors.Position at, int limit, Instant now) {
    return found(query, led -> listed(led, bodyColumn, at, limit, now));
  }

  private List<Listed> listed(
      ArticleQuery query, String bodyColumn, Cursors.Position at, int limit, Instant now) {
    Statement statement =
        listing(query, narrowing.of(query, now).orElse(null), bodyColumn, at, limit, now);
    boolean byTime = query.sort().type.equals("timestamptz");
    return sql.list(
        statement.sql(),
        row ->
            new Listed(
                Sql.uuid(row, "article_id"),
                byTime ? Json.format(Sql.instant(row, "key")) : row.getString("key"),
                row.getString("document"),
                row.getString("body"),
                Sql.instant(row, "modified_at"),
                row.getLong("views"),
                row.getInt("comments"),
                row.getObject("close_after_days", Integer.class)),
        statement.values());
  }

  /**
   * The id is of the table whose index gives the order, so that it serves the position, too, but
   * where few articles are sorted: of what is behind it the planner sees a part only. Counts are
   * looked up for the page alone, except where they are the order.
   *
   * @param few the filter that leaves few articles, or null
   */
  static Statement listing(
      ArticleQuery query,
      Narrowing.Filter few,
      String bodyColumn,
      Cursors.Position at,
      int limit,
      Instant now) {
    List<Object> values = new ArrayList<>();
    StringBuilder where = new StringBuilder(from(query, few, true, values, now));
    ArticleQuery.Sort sort = query.sort();
    boolean backward = at != null && at.backward();
    boolean down = sort.descending != backward;
    String column = column(query, few);
    String id = column.substring(0, column.indexOf('.')) + ".article_id";
    if (at != null) {
      where.append(
          " and ((%s, %s) %s (?::%s, ?::uuid))%s"
              .formatted(
                  column, id, down ? "<" : ">", sort.bound(), few == null ? "" : " is true"));
      values.add(at.key().get(0));
      values.add(at.key().get(1));
    }
    values.add(limit + 1);
    String direction = down ? " desc" : "";
    String statement =
        """
        select e.article_id, %1$s as key, e.document, %2$s as body, e.modified_at, %6$s, %7$s
        %3$s
        order by %1$s%5$s, %4$s%5$s limit ?
        """
            .formatted(
                column,
                bodyColumn == null ? "null::text" : "e." + bodyColumn,
                where,
                id,
                direction,
                query.withCounts() ? COUNTS_OF_ROW : "0 as views, 0 as comments",
                CLOSE_AFTER_DAYS);
    return new Statement(statement, values.toArray());
  }

  /** The length of the list, counted no further than one more than is told. */
  long count(ArticleQuery query, Instant now) {
    return found(query, led -> counted(led, now)).stream().findFirst().orElse(0L);
  }

  private List<Long> counted(ArticleQuery query, Instant now) {
    Statement statement = counting(query, now);
    return sql.list(statement.sql(), row -> row.getLong(1), statement.values()).stream()
        .filter(count -> count > 0)
        .toList();
  }

  static Statement counting(ArticleQuery query, Instant now) {
    List<Object> values = new ArrayList<>();
    // Whatever the order, the rows of a term are the ones to count.
    String from = from(query.sortedBy(ArticleQuery.Sort.NEWEST), values, now);
    values.add(Page.MAX_TOTAL + 1);
    return new Statement(
        "select count(*) from (select 1" + from + " limit ?) counted", values.toArray());
  }

  private static String column(ArticleQuery query, Narrowing.Filter few) {
    String key = few == null ? key(query) : null;
    return query.sort().column.replace("k.", key == null ? "e." : "k.");
  }

  /** The table whose index gives a list by time: that of a filter, where there is one. */
  private static String key(ArticleQuery query) {
    boolean byTime =
        query.sort() == ArticleQuery.Sort.NEWEST || query.sort() == ArticleQuery.Sort.OLDEST;
    if (!byTime) {
      return null;
    }
    if (query.tag() != null) {
      return "tag";
    }
    if (query.author() != null) {
      return "author";
    }
    return query.section() != null ? "section" : null;
  }

  private static String from(ArticleQuery query, List<Object> values, Instant now) {
    return from(query, null, false, values, now);
  }

  /**
   * An array is looked up row by row, whatever the planner would think of how long it is.
   *
   * @param few the filter that leaves few articles, or null
   * @param met whether articles are met in the order of the list, each to be tried: {@code offset
   *     0} and {@code is true} keep the planner from finding all that pass and sorting them
   */
  private static String from(
      ArticleQuery query, Narrowing.Filter few, boolean met, List<Object> values, Instant now) {
    String key = few == null ? key(query) : null;
    StringBuilder from = new StringBuilder(" from edition e");
    if (key != null) {
      from.append(" join edition_%s k on k.article_id = e.article_id".formatted(key));
    }
    if (query.sort() == ArticleQuery.Sort.VIEWS || query.sort() == ArticleQuery.Sort.COMMENTS) {
      from.append(" join edition_count c on c.article_id = e.article_id");
    }
    from.append(" where true");
    if (few != null) {
      Narrowing.Articles articles = Narrowing.articles(few, query, now);
      from.append(" and e.article_id = any (array(%s))".formatted(articles.sql()));
      values.addAll(articles.values());
    }
    filterTerm(from, values, TermKind.TAG, query.tag(), key, met);
    filterTerm(from, values, TermKind.AUTHOR, query.author(), key, met);
    filterTerm(from, values, TermKind.SECTION, query.section(), key, met);
    if (query.lang() != null) {
      from.append(" and e.lang = ?");
      values.add(query.lang());
    }
    String time = key == null ? "e.published_at" : "k.published_at";
    if (query.publishedFrom() != null) {
      from.append(" and ").append(time).append(" >= ?");
      values.add(query.publishedFrom());
    }
    if (query.publishedTo() != null) {
      from.append(" and ").append(time).append(" < ?");
      values.add(query.publishedTo());
    }
    if (query.featured() != null) {
      from.append(
          query.featured() ? " and e.pinned_until > ?" : " and (e.pinned_until > ?) is not true");
      values.add(now);
    }
    if (!query.ids().isEmpty()) {
      from.append(" and e.article_id = any (?)");
      values.add(query.ids());
    }
    if (query.q() != null) {
      from.append(" and (e.search @@ websearch_to_tsquery('simple', ?))");
      from.append(met ? " is true" : "");
      values.add(query.q());
    }
    return from.toString();
  }

  private static void filterTerm(
      StringBuilder from, List<Object> values, TermKind kind, String ref, String key, boolean met) {
    if (ref == null) {
      return;
    }
    boolean byId = Json.isUuid(ref);
    // A constant, of whose number the planner knows, is what an id has to be here.
    String id = byId ? "?" : kind.idBySlug();
    String term = kind.word();
    if (term.equals(key)) {
      from.append(" and k.%s_id = %s".formatted(term, id));
    } else {
      from.append(
          " and exists (select 1 from edition_%1$s x where x.article_id = e.article_id and x.%1$s_id = %2$s%3$s)"
              .formatted(term, id, met ? " offset 0" : ""));
    }
    values.addAll(byId ? List.of(UUID.fromString(ref)) : List.of(ref, ref));
  }

  Map<UUID, Long> addViews(Map<UUID, Long> deltas, Instant now) {
    Map<UUID, Long> views = new HashMap<>();
    sql.list(
        ADD_VIEWS,
        row -> views.put(Sql.uuid(row, "article_id"), row.getLong("views")),
        List.copyOf(deltas.keySet()),
        List.copyOf(deltas.values()),
        now);
    return views;
  }

  /** The views of an article, or its comments. */
  record Total(UUID article, long total) {}

  /** Whose a slug is. */
  record Holder(String slug, String lang, UUID article) {}

  List<UUID> ids(ArticleQuery query) {
    return found(query, this::matching);
  }

  private List<UUID> matching(ArticleQuery query) {
    List<Object> values = new ArrayList<>();
    String from = from(query, values, Instant.EPOCH);
    return sql.list(
        "select e.article_id" + from, row -> Sql.uuid(row, "article_id"), values.toArray());
  }

  List<Listed> inOrder(ArticleQuery query, List<UUID> articles, int limit, Instant now) {
    return found(query, led -> ordered(led, articles, limit, now));
  }

  private List<Listed> ordered(ArticleQuery query, List<UUID> articles, int limit, Instant now) {
    Statement statement = ordering(query, articles, limit, now);
    return sql.list(
        statement.sql(),
        row ->
            new Listed(
                Sql.uuid(row, "article_id"),
                null,
                row.getString("document"),
                null,
                Sql.instant(row, "modified_at"),
                0,
                0,
                row.getObject("close_after_days", Integer.class)),
        statement.values());
  }

  static Statement ordering(ArticleQuery query, List<UUID> articles, int limit, Instant now) {
    List<Object> values = new ArrayList<>();
    values.add(articles);
    String statement = IN_ORDER.formatted(from(query, values, now), CLOSE_AFTER_DAYS);
    values.add(limit);
    return new Statement(statement, values.toArray());
  }

  List<ArticleName> names(Collection<UUID> articles) {
    return sql.list(
        NAMES,
        row ->
            new ArticleName(
                Sql.uuid(row, "article_id"),
                row.getString("slug"),
                row.getString("lang"),
                row.getString("title")),
        articles);
  }

  /** The documents are made of what is stored. */
  List<EditionText> texts(Collection<UUID> articles, Function<String, ObjectNode> document) {
    return sql.list(
        TEXTS,
        row ->
            new EditionText(
                Sql.uuid(row, "article_id"),
                row.getLong("revision"),
                row.getString("lang"),
                Sql.instant(row, "published_at"),
                document.apply(row.getString("document")),
                row.getString("plain"),
                List.of((UUID[]) row.getArray("terms").getArray())),
        articles);
  }

  List<EditionRevision> revised(long after, int limit) {
    return sql.list(
        REVISED,
        row -> new EditionRevision(Sql.uuid(row, "article_id"), row.getLong("revision")),
        after,
        limit);
  }

  Optional<Signatory> writer(UUID article, UUID author) {
    return sql.first(
        WRITER,
        row -> new Signatory(row.getString("name"), row.getBoolean("wrote_it")),
        article,
        author);
  }

  Optional<UUID> section(String ref) {
    boolean byId = Json.isUuid(ref);
    Object value = byId ? UUID.fromString(ref) : ref;
    return sql.first(
        "select " + (byId ? TermKind.SECTION.idById() : TermKind.SECTION.idBySlug()) + " as id",
        row -> Sql.uuid(row, "id"),
        value,
        value);
  }

  List<UUID> everPublished(Collection<UUID> articles) {
    return articles.isEmpty()
        ? List.of()
        : sql.list(EVER_PUBLISHED, row -> Sql.uuid(row, "article_id"), articles);
  }

  List<Holder> holders(Collection<String> slugs) {
    return slugs.isEmpty()
        ? List.of()
        : sql.list(
            HOLDERS,
            row ->
                new Holder(
                    row.getString("slug"), row.getString("lang"), Sql.uuid(row, "article_id")),
            slugs);
  }

  List<Total> viewsAfter(UUID article, int limit) {
    return sql.list(TOTALS_AFTER.formatted(VIEWS), EditionRepository::total, article, limit);
  }

  List<Total> commentsAfter(UUID article, int limit) {
    return sql.list(TOTALS_AFTER.formatted(COMMENTS), EditionRepository::total, article, limit);
  }

  List<Total> holdViews(Collection<UUID> articles) {
    return sql.list(HOLD_TOTALS.formatted(VIEWS), EditionRepository::total, articles);
  }

  List<Total> holdComments(Collection<UUID> articles) {
    return sql.list(HOLD_TOTALS.formatted(COMMENTS), EditionRepository::total, articles);
  }

  private static Total total(ResultSet row) throws SQLException {
    return new Total(Sql.uuid(row, "article_id"), row.getLong("total"));
  }

  void setViews(Map<UUID, Long> views, Instant now) {
    set(VIEWS, views, now);
  }

  void setComments(Map<UUID, Long> comments, Instant now) {
    set(COMMENTS, comments, now);
  }

  private void set(String column, Map<UUID, Long> totals, Instant now) {
    sql.update(
        SET_TOTALS.formatted(column),
        now,
        List.copyOf(totals.keySet()),
        List.copyOf(totals.values()));
  }

  void addComments(UUID article, int delta, Instant now) {
    sql.update(ADD_COMMENTS, delta, now, article);
  }

  void addComments(Map<UUID, Integer> deltas, Instant now) {
    sql.update(ADD_COMMENTS_OF, List.copyOf(deltas.keySet()), List.copyOf(deltas.values()), now);
  }

  List<Count> counts(Collection<UUID> articles) {
    return sql.list(
        COUNTS,
        row ->
            new Count(
                Sql.uuid(row, "article_id"),
                row.getLong("views"),
                row.getInt("comments"),
                Sql.instant(row, "changed_at")),
        articles);
  }

  /** The next editions that name a term, locked, in the order of their ids. */
  List<Stored> nextUnder(String term, UUID id, UUID after, int limit) {
    return sql.list(
        """
        select e.article_id, e.document
        from edition_%1$s k join edition e on e.article_id = k.article_id
        where k.%1$s_id = ? and k.article_id > ?%2$s
        order by k.article_id limit ? for update of e
        """
            .formatted(term, term.equals("section") ? " and k.direct" : ""),
        row -> new Stored(Sql.uuid(row, "article_id"), row.getString("document")),
        id,
        after,
        limit);
  }

  /** How many editions name a term, counted to {@code most}. */
  int countUnder(String term, UUID id, int most) {
    return sql.first(
            "select count(*) from (select 1 from edition_%1$s where %1$s_id = ?%2$s limit ?) counted"
                .formatted(term, term.equals("section") ? " and direct" : ""),
            row -> row.getInt(1),
            id,
            most)
        .orElse(0);
  }

  void rewrite(UUID article, String document, Instant now) {
    sql.update(REWRITE, document, now, article);
  }

  /** Moves the rows of one author, section or tag to another; articles that have both keep one. */
  void reassign(String term, UUID from, UUID to) {
    String extra = term.equals("section") ? ", direct" : "";
    sql.update(
        """
        insert into edition_%1$s (%1$s_id, published_at, article_id%2$s)
        select ?, published_at, article_id%2$s from edition_%1$s where %1$s_id = ?
        on conflict (article_id, %1$s_id) do %3$s
        """
            .formatted(
                term,
                extra,
                term.equals("section")
                    ? "update set direct = edition_section.direct or excluded.direct"
                    : "nothing"),
        to,
        from);
    if (term.equals("section")) {
      sql.update("update edition set section_id = ? where section_id = ?", to, from);
    }
    drop(term, from);
  }

  void drop(String term, UUID id) {
    sql.update("delete from edition_%1$s where %1$s_id = ?".formatted(term), id);
  }

  /** Locked, so that none is published elsewhere meanwhile. */
  List<UUID> articlesUnderSection(UUID section) {
    return sql.list(ARTICLES_UNDER_SECTION, row -> Sql.uuid(row, "article_id"), section);
  }

  /** After the tree of sections changed: the rows for the sections above, anew. */
  void placeAnew(List<UUID> articles) {
    for (int from = 0; from < articles.size(); from += PLACED_AT_ONCE) {
      List<UUID> some = articles.subList(from, Math.min(from + PLACED_AT_ONCE, articles.size()));
      sql.update(CLEAR_ANCESTORS, some);
      sql.update(ADD_ANCESTORS, some);
    }
  }
}
