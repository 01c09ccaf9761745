package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.term.TermKind;
import io.masthead.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Authors, sections and tags as readers see them: only those under which something is published,
 * and of them only what is public. Each row comes as its finished document.
 */
@ApplicationScoped
class TermQueries {

  /** Which of the three, with the name it is sorted by and the SQL of its public members. */
  enum Kind {
    AUTHOR(
        "t.sort_name",
        """
        'id', t.id, 'slug', t.slug, 'name', t.name, 'kind', t.kind, 'position', t.position,
        'affiliation', t.affiliation, 'bio', t.bio, 'links', t.links::json,
        'publicEmail', t.public_email, 'location', t.location
        """),
    SECTION(
        "t.name",
        """
        'id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description,
        'parent', (select json_build_object('id', p.id, 'slug', p.slug, 'name', p.name)
          from section p where p.id = t.parent_id),
        'children', (select coalesce(json_agg(
            json_build_object('id', s.id, 'slug', s.slug, 'name', s.name)
            order by s.name collate "und-x-icu", s.id), '[]'::json)
          from section s where s.parent_id = t.id
            and exists (select 1 from edition_section k where k.section_id = s.id))
        """),
    TAG(
        "t.name",
        """
        'id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description
        """);

    final TermKind term = TermKind.valueOf(name());
    final String table = term.word();
    final String sortedBy;
    final String members;

    Kind(String sortedBy, String members) {
      this.sortedBy = sortedBy;
      this.members = members;
    }
  }

  private record Listed(UUID id, String key, String document, Instant modifiedAt) {}

  /** A term's document and when the term itself was last changed. */
  record Term(JsonNode document, Instant modifiedAt) {

    String slug() {
      return document.path("slug").asText();
    }

    /** Whether the address that was asked for is its own. */
    boolean standsUnder(String ref) {
      return ref.equals(slug()) || ref.equalsIgnoreCase(document.path("id").asText());
    }
  }

  /** Of so many articles views are summed where they are read; of more, ahead. */
  static final int SUMMED_WHEN_READ = 200;

  private static final String COUNTS =
      """
      , 'counts', (select json_build_object('articles', n.articles, 'views', n.views)
          from (select count(*) as articles
            from (select from edition_%1$s k where k.%1$s_id = t.id limit %2$d + 1) few) met
          cross join lateral (
            select articles, views from term_count
            where kind = '%1$s' and term_id = t.id and met.articles > %2$d
            union all
            select count(*), coalesce(sum(c.views), 0)
            from edition_%1$s k join edition_count c on c.article_id = k.article_id
            where k.%1$s_id = t.id and (met.articles <= %2$d or not exists (
              select from term_count where kind = '%1$s' and term_id = t.id))
            order by articles desc limit 1) n)
      """;

  @Inject Sql sql;
  @Inject Cursors cursors;
  @Inject ObjectMapper json;

  /** What a list is ordered by, with the SQL of that, of its text in a cursor, and back. */
  record Order(String name, String join, String key, String sortedBy, String bound) {

    static Order byName(Kind kind) {
      return new Order(
          "",
          "",
          kind.sortedBy,
          kind.sortedBy + " collate \"und-x-icu\"",
          "?::text collate \"und-x-icu\"");
    }

    /** Of sections: each after the one above it. */
    static Order tree() {
      return new Order(
          " tree",
          "join section_tree r on r.id = t.id",
          "array_to_string(r.path, '.')",
          "r.path",
          "string_to_array(?, '.')::bigint[]");
    }
  }

  Page<Term> list(
      Kind kind, Order order, boolean withCounts, String cursor, int limit, boolean withTotal) {
    String scope = "published " + kind.table + order.name();
    Cursors.Position at = cursors.read(cursor, scope);
    boolean backward = at != null && at.backward();
    List<Object> values = new ArrayList<>();
    String statement = select(kind, order, withCounts);
    if (at != null) {
      statement +=
          " and (%s, t.id) %s (%s, ?::uuid)"
              .formatted(order.sortedBy(), backward ? "<" : ">", order.bound());
      values.addAll(at.key());
    }
    String direction = backward ? " desc" : "";
    statement += " order by %s%s, t.id%s limit ?".formatted(order.sortedBy(), direction, direction);
    values.add(limit + 1);
    List<Listed> rows =
        sql.list(
            statement,
            row ->
                new Listed(
                    Sql.uuid(row, "id"),
                    row.getString("key"),
                    row.getString("document"),
                    Sql.instant(row, "modified_at")),
            values.toArray());
    Page<Term> page =
        cursors
            .page(rows, limit, at, scope, row -> List.of(row.key(), row.id().toString()))
            .map(row -> new Term(Json.object(json, row.document()), row.modifiedAt()));
    return withTotal ? page.withTotal(count(kind)) : page;
  }

  Term get(Kind kind, String ref, boolean withCounts) {
    boolean byId = Json.isUuid(ref);
    Object value = byId ? UUID.fromString(ref) : Slug.canonical(ref);
    return sql.first(
            select(kind, Order.byName(kind), withCounts)
                + " and t.id = "
                + (byId ? kind.term.idById() : kind.term.idBySlug()),
            row ->
                new Term(
                    Json.object(json, row.getString("document")), Sql.instant(row, "modified_at")),
            value,
            value)
        .orElseThrow(ProblemException::notFound);
  }

  private long count(Kind kind) {
    return sql.first(
            "select count(*) from (select 1 from %1$s t where %2$s limit ?) counted"
                .formatted(kind.table, published(kind)),
            row -> row.getLong(1),
            Page.MAX_TOTAL + 1)
        .orElse(0L);
  }

  private static String select(Kind kind, Order order, boolean withCounts) {
    return "select t.id, t.modified_at, %s as key, json_strip_nulls(json_build_object(%s%s)) as document from %s t %s where %s"
        .formatted(
            order.key(),
            kind.members,
            withCounts ? COUNTS.formatted(kind.table, SUMMED_WHEN_READ) : "",
            kind.table,
            order.join(),
            published(kind));
  }

  private static String published(Kind kind) {
    return "exists (select 1 from edition_%1$s k where k.%1$s_id = t.id)".formatted(kind.table);
  }
}
