package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.author.AuthorEvent;
import io.masthead.author.AuthorRef;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import io.masthead.http.Page;
import io.masthead.term.TermKind;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Every query on working copies. */
@ApplicationScoped
class ArticleRepository implements PanacheRepositoryBase<Article, UUID> {

  /** A byline as stored; with an author it may borrow name and kind from there. */
  record BylineRow(
      UUID authorId,
      String authorSlug,
      String authorName,
      String authorKind,
      String name,
      String role,
      String kind,
      String affiliation,
      String note) {}

  record TermRow(UUID id, String slug, String name) {}

  private static final String BYLINES =
      """
      select b.author_id, a.slug, a.name as author_name, a.kind as author_kind, b.name, b.role,
        b.kind, b.affiliation, b.note
      from article_author b left join author a on a.id = b.author_id
      where b.article_id = ? order by b.position
      """;

  private static final String TERMS =
      """
      select 'section' as kind, s.id, s.slug, s.name, x.position
      from article_section x join section s on s.id = x.section_id where x.article_id = ?
      union all
      select 'tag', t.id, t.slug, t.name, x.position
      from article_tag x join tag t on t.id = x.tag_id where x.article_id = ?
      union all
      select 'primary', s.id, s.slug, s.name, 0
      from article a join section s on s.id = a.section_id where a.id = ?
      order by position
      """;

  /** What a caller owns or made, and what its author signs. */
  private static final String OWN =
      """
       and a.id in (
        select id from article where owner_id = :owner
        union all select id from article where created_by = :key
        union all select article_id from article_author where author_id = :owner)
      """;

  private static final String SIGNS =
      "select 1 from article_author where article_id = ? and author_id = ? limit 1";

  private static final String CLEAR =
      """
      with a as (delete from article_author where article_id = ?),
        s as (delete from article_section where article_id = ?)
      delete from article_tag where article_id = ?
      """;

  private static final String ADD_BYLINES =
      """
      insert into article_author (article_id, position, author_id, name, role, kind, affiliation, note)
      select ?, b.position, b.author_id::uuid, b.name, b.role, b.kind, b.affiliation, b.note
      from unnest(?, ?, ?, ?, ?, ?) with ordinality
        as b (author_id, name, role, kind, affiliation, note, position)
      """;

  private static final String ADD_SECTIONS =
      """
      insert into article_section (article_id, section_id, position)
      select ?, s, n from unnest(?) with ordinality as x (s, n)
      """;

  private static final String ADD_TAGS =
      """
      insert into article_tag (article_id, tag_id, position)
      select ?, t, n from unnest(?) with ordinality as x (t, n)
      """;

  private static final String CLAIM_DUE =
      """
      select id from article
      where scheduled_for <= ? and package_id is null and id <> all (?::uuid[])
      order by scheduled_for, id limit ?
      for update skip locked
      """;

  private static final String CLAIM_ENDED =
      """
      select id from article
      where state = 'published' and unpublish_at <= ? and id <> all (?::uuid[])
      order by unpublish_at, id limit 1
      for update skip locked
      """;

  private static final String HOLD =
      """
      with recursive stood (id, parent_id) as (
        select s.id, s.parent_id from section s
        where s.id in (select section_id from article where id = any (?)
          union all select section_id from article_section where article_id = any (?))
        union
        select s.id, s.parent_id from stood join section s on s.id = stood.parent_id
      ),
      a as (select id from author
        where id in (select author_id from article_author where article_id = any (?))
        order by id for share),
      t as (select id from tag
        where id in (select tag_id from article_tag where article_id = any (?))
        order by id for share),
      s as (select id from section where id in (select id from stood) order by id for share)
      select (select count(*) from a) + (select count(*) from t) + (select count(*) from s)
      """;

  private static final String COUNT_UNDER =
      """
      select count(*) from (
        select distinct article_id from article_%1$s where %1$s_id = ? limit ?) counted
      """;

  private static final String COUNT_IN_SECTION =
      """
      select count(*) from (
        select id from article where section_id = ?
        union select article_id from article_section where section_id = ?
        limit ?) counted
      """;

  private static final String KEEP_PRINTED =
      """
      update article_author b set %1$s = ? from article a
      where b.author_id = ? and b.%1$s is null
        and a.id = b.article_id and a.first_published_at is not null
      """;

  /** A working copy that became another version. */
  record Bumped(UUID id, int version) {}

  /** Another version, which the history tells of too, of the articles that a condition picks. */
  private static final String BUMP =
      """
      with bumped as (
        update article a set version = version + 1, modified_at = ?,
          published_version = case when published_version = version then version + 1
            else published_version end %s
        where %s
        returning a.id, a.version, a.modified_at, a.modified_by, a.state)
      insert into article_revision (article_id, number, at, by_key, by_name, change, state)
      select b.id, b.version, b.modified_at, b.modified_by, k.name, 'references_moved', b.state
      from bumped b join api_key k on k.id = b.modified_by
      returning article_id, number
      """;

  @Inject Sql sql;

  Optional<Article> findLocked(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  /** Newest change first; {@code owner} null for everyone's, else that caller's own. */
  @SuppressWarnings("unchecked")
  List<Article> list(
      List<String> states,
      String lang,
      String q,
      boolean binned,
      Caller owner,
      Cursors.Position at,
      int limit) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder list = new StringBuilder("select a.* from article a");
    filter(list, values, states, lang, q, binned, owner);
    boolean backward = at != null && at.backward();
    if (at != null) {
      list.append(" and (a.modified_at, a.id) ").append(backward ? ">" : "<").append(" (:at, :id)");
      values.put("at", Json.parseInstant(at.key().get(0)));
      values.put("id", UUID.fromString(at.key().get(1)));
    }
    String direction = backward ? "" : " desc";
    list.append(" order by a.modified_at" + direction + ", a.id" + direction + " limit :limit");
    values.put("limit", limit + 1);
    return query(list.toString(), values, Article.class).getResultList();
  }

  /** The length of the list, counted no further than one more than is told. */
  long count(List<String> states, String lang, String q, boolean binned, Caller owner) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder count = new StringBuilder("select count(*) from (select 1 from article a");
    filter(count, values, states, lang, q, binned, owner);
    count.append(" limit :limit) counted");
    values.put("limit", Page.MAX_TOTAL + 1);
    return (Long) query(count.toString(), values, Long.class).getSingleResult();
  }

  private Query query(String text, Map<String, Object> values, Class<?> type) {
    Query query = getEntityManager().createNativeQuery(text, type);
    values.forEach(query::setParameter);
    return query;
  }

  static void filter(
      StringBuilder query,
      Map<String, Object> values,
      List<String> states,
      String lang,
      String q,
      boolean binned,
      Caller owner) {
    query.append(binned ? " where a.binned_at is not null" : " where a.binned_at is null");
    if (!states.isEmpty()) {
      query.append(" and a.state in (:states)");
      values.put("states", states);
    }
    if (lang != null) {
      query.append(" and a.lang = :lang");
      values.put("lang", lang);
    }
    if (q != null) {
      query.append(" and strpos(lower(a.title), lower(:q)) > 0");
      values.put("q", q);
    }
    if (owner != null) {
      query.append(OWN);
      values.put("owner", Article.owner(owner));
      values.put("key", owner.keyId());
    }
  }

  /** Whether the author stands on its byline. */
  boolean signs(UUID article, UUID author) {
    return sql.first(SIGNS, row -> true, article, author).isPresent();
  }

  Supplier<List<BylineRow>> bylines(UUID article, Sql.Together asked) {
    return asked.list(BYLINES, ArticleRepository::byline, article);
  }

  private static BylineRow byline(ResultSet row) throws SQLException {
    return new BylineRow(
        Sql.uuid(row, "author_id"),
        row.getString("slug"),
        row.getString("author_name"),
        row.getString("author_kind"),
        row.getString("name"),
        row.getString("role"),
        row.getString("kind"),
        row.getString("affiliation"),
        row.getString("note"));
  }

  /** Under {@code primary}, {@code section} and {@code tag}, each in order. */
  Supplier<Map<String, List<TermRow>>> terms(UUID article, Sql.Together asked) {
    Map<String, List<TermRow>> terms = new HashMap<>();
    terms.put("primary", new ArrayList<>());
    terms.put("section", new ArrayList<>());
    terms.put("tag", new ArrayList<>());
    asked.list(
        TERMS,
        row ->
            terms
                .get(row.getString("kind"))
                .add(
                    new TermRow(Sql.uuid(row, "id"), row.getString("slug"), row.getString("name"))),
        article,
        article,
        article);
    return () -> terms;
  }

  /** In their order. */
  List<UUID> tags(UUID article) {
    return sql.list(
        "select tag_id from article_tag where article_id = ? order by position",
        row -> Sql.uuid(row, "tag_id"),
        article);
  }

  /** Puts bylines, further sections and tags in the place of those that stood there. */
  void place(UUID article, List<BylineRow> bylines, List<UUID> sections, List<UUID> tags) {
    sql.update(CLEAR, article, article, article);
    if (!bylines.isEmpty()) {
      sql.update(
          ADD_BYLINES,
          article,
          bylines.stream().map(b -> b.authorId() == null ? null : b.authorId().toString()).toList(),
          texts(bylines, BylineRow::name),
          texts(bylines, BylineRow::role),
          texts(bylines, BylineRow::kind),
          texts(bylines, BylineRow::affiliation),
          texts(bylines, BylineRow::note));
    }
    if (!sections.isEmpty()) {
      sql.update(ADD_SECTIONS, article, sections);
    }
    if (!tags.isEmpty()) {
      sql.update(ADD_TAGS, article, tags);
    }
  }

  private static List<String> texts(
      List<BylineRow> bylines, java.util.function.Function<BylineRow, String> text) {
    return bylines.stream().map(text).toList();
  }

  List<String> takenSlugs(String lang, Collection<String> slugs, UUID article) {
    return sql.list(
        "select slug from article where lang = ? and slug = any (?) and id <> ?",
        row -> row.getString(1),
        lang,
        slugs,
        article);
  }

  /**
   * Articles whose slugs could meet wait for each other here, so that each gets its own. A slug and
   * its numbered forms begin with the same word.
   */
  void lockSlug(String lang, String slug) {
    int hyphen = slug.indexOf('-');
    String word = hyphen < 0 ? slug : slug.substring(0, hyphen);
    sql.list(
        "select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> row.getInt(1),
        String.join("\n", "article-slug", lang, Text.first(word, Slug.MAX_LENGTH / 2)));
  }

  /**
   * Holds the authors, tags and sections of articles, with the sections above, as they are until
   * the transaction ends: one that is renamed or moved at the same moment is either read anew, or
   * finds the edition that it has to rewrite.
   */
  void holdReferences(List<UUID> of, Sql.Together asked) {
    asked.list(HOLD, row -> row.getLong(1), of, of, of, of);
  }

  /** The first articles that are due and nobody else's, held by this transaction. */
  List<UUID> claimDue(Instant now, Collection<UUID> except, int most) {
    return sql.list(CLAIM_DUE, row -> Sql.uuid(row, "id"), now, except, most);
  }

  /** The id of a published article whose time is over. */
  Optional<UUID> claimEnded(Instant now, Collection<UUID> except) {
    return sql.first(CLAIM_ENDED, row -> Sql.uuid(row, "id"), now, except);
  }

  /** How many working copies name a term, counted to {@code most}. */
  int countUnder(TermKind kind, UUID id, int most) {
    return kind == TermKind.SECTION
        ? sql.first(COUNT_IN_SECTION, row -> row.getInt(1), id, id, most).orElse(0)
        : sql.first(COUNT_UNDER.formatted(kind.word()), row -> row.getInt(1), id, most).orElse(0);
  }

  /** Bylines that were ever printed, and borrowed the author's name, go on printing this one. */
  void keepPrintedName(UUID author, String name) {
    sql.update(KEEP_PRINTED.formatted("name"), name, author);
  }

  /** The same of the author's kind. */
  void keepPrintedKind(UUID author, String kind) {
    sql.update(KEEP_PRINTED.formatted("kind"), kind, author);
  }

  List<Bumped> reassignAuthor(UUID from, UUID to, Instant now) {
    List<Bumped> bumped = bump("author", from, now);
    dropTwins(from, to);
    sql.update(
        "update article_author set author_id = ?, name = null, kind = null where author_id = ?",
        to,
        from);
    handOver(from, to);
    return bumped;
  }

  /** Bylines that were ever printed keep the kind, and the name if it is not to be rewritten. */
  List<Bumped> mergeAuthor(AuthorEvent.Merged merged, Instant now) {
    AuthorRef from = merged.from();
    UUID to = merged.to().id();
    List<Bumped> bumped = bump("author", from.id(), now);
    keepPrintedKind(from.id(), from.kind());
    if (!merged.rewritePublished()) {
      keepPrintedName(from.id(), from.name());
    }
    dropTwins(from.id(), to);
    if (merged.rewritePublished()) {
      sql.update(
          "update article_author set name = null where author_id = ? and name = ?",
          from.id(),
          from.name());
    }
    sql.update("update article_author set author_id = ? where author_id = ?", to, from.id());
    handOver(from.id(), to);
    return bumped;
  }

  /** Where the other stands there already in the same role, the byline goes. */
  private void dropTwins(UUID from, UUID to) {
    sql.update(
        """
        delete from article_author b where b.author_id = ? and exists (
          select 1 from article_author o
          where o.article_id = b.article_id and o.author_id = ? and o.role = b.role)
        """,
        from,
        to);
  }

  private void handOver(UUID from, UUID to) {
    sql.update("update article set owner_id = ? where owner_id = ?", to, from);
  }

  List<Bumped> keepAuthorAsText(UUID author, String name, Instant now) {
    List<Bumped> bumped = bump("author", author, now);
    sql.update(
        """
        update article_author b set author_id = null, name = coalesce(b.name, ?),
          kind = coalesce(b.kind, a.kind)
        from author a where a.id = b.author_id and b.author_id = ?
        """,
        name,
        author);
    return bumped;
  }

  List<Bumped> reassignSection(UUID from, UUID to, Instant now) {
    List<Bumped> bumped = new ArrayList<>(bump("section", from, now));
    bumped.addAll(
        sql.list(
            BUMP.formatted(", section_id = ?", "section_id = ?"),
            ArticleRepository::bumped,
            now,
            to,
            from));
    move("section", from, to);
    sql.update(
        """
        delete from article_section x using article a
        where a.id = x.article_id and a.section_id = x.section_id and x.section_id = ?
        """,
        to);
    return bumped;
  }

  List<Bumped> reassignTag(UUID from, UUID to, Instant now) {
    List<Bumped> bumped = bump("tag", from, now);
    move("tag", from, to);
    return bumped;
  }

  private void move(String term, UUID from, UUID to) {
    sql.update(
        """
        insert into article_%1$s (article_id, %1$s_id, position)
        select article_id, ?, position from article_%1$s where %1$s_id = ?
        on conflict (article_id, %1$s_id) do nothing
        """
            .formatted(term),
        to,
        from);
    sql.update("delete from article_%1$s where %1$s_id = ?".formatted(term), from);
  }

  /** The working copies in which it stands become other ones, those that readers see alike. */
  private List<Bumped> bump(String term, UUID id, Instant now) {
    String naming =
        "exists (select 1 from article_%1$s x where x.article_id = a.id and x.%1$s_id = ?)";
    return sql.list(BUMP.formatted("", naming.formatted(term)), ArticleRepository::bumped, now, id);
  }

  private static Bumped bumped(ResultSet row) throws SQLException {
    return new Bumped(Sql.uuid(row, "article_id"), row.getInt("number"));
  }
}
