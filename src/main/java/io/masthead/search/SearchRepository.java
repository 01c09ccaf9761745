package io.masthead.search;

import io.masthead.database.Sql;
import io.masthead.http.Json;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every SQL of the room. */
@ApplicationScoped
class SearchRepository {

  /** A document, as it is stored. */
  record Stored(
      UUID article,
      long revision,
      String lang,
      String stemming,
      Instant publishedAt,
      boolean hidden,
      List<UUID> terms,
      List<UUID> authors,
      List<UUID> sections,
      List<UUID> tags,
      String title,
      String named,
      String standfirst,
      String words,
      String names,
      Set<Integer> near,
      String shown,
      String body) {}

  /** One that was found; marks are the places of the words that were. */
  record Hit(
      UUID article,
      String stemming,
      String query,
      String score,
      double relevance,
      double freshness,
      String shown,
      String body,
      int[] marks) {}

  /** A value of a facet; {@code shown} is of an article that has it. */
  record Counted(String facet, String value, long count, String shown) {}

  /**
   * What was found.
   *
   * @param total how many match, counted to one more than are ranked
   * @param near words of articles, some of which may be what was meant
   */
  record Found(List<Hit> hits, long total, List<Counted> facets, Set<String> near) {}

  /** Where a page begins: after, or before, an article with its score. */
  record Place(boolean backward, String score, UUID article) {}

  /**
   * What is looked for.
   *
   * @param meant other spellings of words, by the word
   * @param asOf what the age of articles is told from
   * @param withNear whether words like those asked for are wanted where little is found
   * @param facets what is counted
   */
  record Search(
      Question question,
      Map<String, List<String>> meant,
      SearchFilter filter,
      Instant asOf,
      Place at,
      int limit,
      boolean withNear,
      Set<String> facets) {}

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  /** The newest that match are ranked and counted, no more than so many. */
  static final int RANKED = 2_000;

  /** With fewer, what is like the words is looked for. */
  private static final int LITTLE = 3;

  private static final int FACET_VALUES = 20;

  /** Marks that are told of an article; an extract shows far fewer. */
  private static final int MARKS = 300;

  /** Articles that are looked at for each word that is like one. */
  private static final int NEAR_ARTICLES = 50;

  /** No word of a text: it keeps the place after it empty. */
  private static final String STOP = "90071992547409931";

  private static final String SAVE =
      """
      insert into search_document (article_id, revision, lang, stemming, published_at, terms,
        authors, sections, tags, words, names, near, shown, body)
      select g.article_id, g.revision, g.lang, g.stemming, g.published_at,
        g.terms::uuid[] || md5(g.stemming)::uuid,
        g.authors::uuid[], g.sections::uuid[], g.tags::uuid[],
        case when g.hidden then ''::tsvector else ts_delete(
          %3$s
            || case when g.config = 'simple'::regconfig then '' else %4$s end
            || to_tsvector(g.config, g.words), '%1$s') end,
        g.names, g.near::int[], g.shown, g.body
      from (
        select g.*, %2$s as config
        from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[])
        as g (article_id, revision, lang, stemming, published_at, hidden, terms, authors, sections,
          tags, title, named, standfirst, words, names, near, shown, body)) g
      order by g.article_id
      on conflict (article_id) do update set
        revision = excluded.revision, lang = excluded.lang, stemming = excluded.stemming,
        published_at = excluded.published_at, terms = excluded.terms, authors = excluded.authors,
        sections = excluded.sections, tags = excluded.tags, words = excluded.words,
        names = excluded.names, near = excluded.near, shown = excluded.shown, body = excluded.body
      where search_document.revision <= excluded.revision
      """
          .formatted(
              STOP,
              Stemming.CONFIGURATION.formatted("g.stemming"),
              heads("g.config"),
              heads("'simple'"));

  private static final String REVISIONS =
      "select article_id, revision from search_document where article_id = any (?::uuid[])";

  /**
   * Every stemming in use, each by one look into the index; the question as each of them has it,
   * without the words that it leaves out; what answers it.
   */
  private static final String ASKED =
      """
      with recursive used (stemming) as (
        (select stemming from search_document order by stemming limit 1)
        union all
        select (select d.stemming from search_document d where d.stemming > u.stemming
          order by d.stemming limit 1)
        from used u where u.stemming is not null
      ), given as (
        select u.stemming, %1$s as config, g.query, g.loose, g.in_row, g.wanted, g.begun
        from used u join (values
          ('kazakh', ?, '', ?, ?, ?), ('urdu', ?, '', ?, ?, ?), (null, ?, ?, ?, ?, ?))
          as g (fold, query, loose, in_row, wanted, begun)
          on g.fold is not distinct from (case when u.stemming in ('kazakh', 'urdu') then u.stemming end)
        where u.stemming is not null%2$s
      ), stemmed as (
        select stemming,
          case when config = 'simple'::regconfig or loose = '' then to_tsquery(config, query)
            else to_tsquery(config, query) || to_tsquery('simple', loose) end as query,
          case when in_row <> '' then to_tsquery(config, in_row) end as in_row,
          coalesce(
            nullif(array(
              select distinct l.word from unnest(string_to_array(wanted, ' ')) as w (word)
                cross join lateral unnest(tsvector_to_array(to_tsvector(config, w.word)
                  || to_tsvector('simple', w.word))) as l (word)
              where to_tsvector(config, w.word) <> ''), '{}'),
            tsvector_to_array(to_tsvector('simple', wanted))) as lexemes,
          tsvector_to_array(to_tsvector(config, begun) || to_tsvector('simple', begun)) as begun
        from given
      ), asked as materialized (
        select *,
          (select string_agg(quote_literal(word) || mark, ' | ')::tsquery from (
            select word, '' as mark from unnest(lexemes) as l (word)
            union all select word, ':*' from unnest(begun) as b (word)) w) as any_word
        from stemmed
      ), matched as materialized (
        select d.*
        from asked a cross join lateral (
          select d.article_id, d.published_at, d.stemming, d.lang, d.authors, d.sections, d.tags
          from search_document d
          where d.words @@ a.query and d.terms @> array[md5(a.stemming)::uuid]%3$s
          order by d.published_at desc, d.article_id desc limit %4$d) d
        order by d.published_at desc, d.article_id desc limit %4$d
      ), ranked as materialized (
        select * from matched order by published_at desc, article_id desc limit %5$d
      )
      """;

  /**
   * Relevance says how heavy the words stand, half as much again where they stand in a row;
   * freshness is 2 for what is new, 1.5 after 30 days and 1 for what is old.
   */
  private static final String PAGE =
      """
      , scored as (
        select r.article_id, r.relevance, f.freshness, r.relevance * f.freshness as score
        from (
          select m.article_id, m.published_at,
            ts_rank(array[0.1, 0.3, 0.6, 1.0], d.words, a.any_word)::float8
              * case when d.words @@ a.in_row then 1.5 else 1 end as relevance
          from ranked m join search_document d on d.article_id = m.article_id
            join asked a on a.stemming = m.stemming) r
        cross join lateral (
          select 1 + 1 / (1 + greatest(0, extract(epoch from (?::timestamptz - r.published_at)))::float8
            / (30 * 86400)) as freshness) f
      ), page as (
        select *, row_number() over (order by score%2$s, article_id%2$s) as place
        from scored%1$s
        order by score%2$s, article_id%2$s limit ?
      )
      select 1 as part, 'hit' as kind, p.place, p.article_id::text as value, 0 as count,
        p.score::text as score, p.relevance, p.freshness, d.stemming, a.query::text as query,
        d.shown, d.body,
        array(
          select distinct m.place
          from unnest(d.words) l cross join unnest(l.positions) as m (place)
          where l.lexeme = any (a.lexemes)
            or exists (select from unnest(a.begun) as b (word) where starts_with(l.lexeme, b.word))
          order by m.place limit %3$d) as marks
      from page p join search_document d on d.article_id = p.article_id
        join asked a on a.stemming = d.stemming
      union all
      """;

  private static final String TOTAL =
      """
      select 2, 'total', 0, null, count(*), null, null, null, null, null, null, null, null
      from matched
      """;

  private static final String FACET =
      """
      union all
      select 3, '%1$s', f.place, f.value, f.count, null, null, null, null, null, %4$s, null, null
      from (
        select %2$s as value, count(*) as count, (array_agg(m.article_id))[1] as article_id,
          row_number() over (order by %5$s) as place
        from ranked m%3$s
        group by 1 order by place limit %6$d) f
      """;

  private static final String MONTH = "to_char(m.published_at at time zone 'UTC', 'YYYY-MM')";

  private static final String SHOWN_OF_ONE =
      "(select d.shown from search_document d where d.article_id = f.article_id)";

  /** Words of articles that have one like a word that was asked for. */
  private static final String NEAR =
      """
      union all
      select distinct 4, 'near', 0, w.word, 0, null::text, null::float8, null::float8, null::text,
        null::text, null::text, null::text, null::int[]
      from (select place, array_agg(hash) as hashes
          from unnest(?::int[], ?::int[]) as g (place, hash) group by place) g
        cross join lateral (
          select d.names from search_document d
          where d.near && g.hashes and (select count(*) from matched) < %1$d%3$s
          order by d.published_at desc, d.article_id desc limit %2$d) d
        cross join lateral string_to_table(d.names, ' ') as w (word)
      where length(w.word) between ? and ?
      """;

  /**
   * Words as they are written stand in every document; the newest are looked at by their weight.
   */
  private static final String SUGGEST =
      """
      with typed as (
        select to_tsquery('simple', ?) || to_tsquery('simple', ?) || to_tsquery('simple', ?) as query,
          to_tsquery('simple', ?) || to_tsquery('simple', ?) || to_tsquery('simple', ?) as in_title
      ), newest as (
        select d.article_id from search_document d
        where d.words @@ (select query from typed)%1$s
        order by d.published_at desc, d.article_id desc limit %2$d
      )
      select d.article_id, d.lang, d.stemming, d.shown
      from newest n join search_document d on d.article_id = n.article_id
      where d.words @@ (select in_title from typed)
      order by d.published_at desc, d.article_id desc limit ?
      """;

  /** One whose title has what is typed. */
  record Titled(UUID article, String lang, String stemming, String shown) {}

  @Inject Sql sql;

  /** The newest whose titles have all words, the last of which may be only begun. */
  List<Titled> suggest(Question question, String lang, int limit) {
    Statement statement = suggesting(question, lang, limit);
    return sql.list(
        statement.sql(),
        row ->
            new Titled(
                Sql.uuid(row, "article_id"),
                row.getString("lang"),
                row.getString("stemming"),
                row.getString("shown")),
        statement.values());
  }

  static Statement suggesting(Question question, String lang, int limit) {
    List<Object> values = new ArrayList<>();
    for (String weight : List.of("", "A")) {
      for (Folding folding : Folding.values()) {
        values.add(question.typed(folding, weight));
      }
    }
    if (lang != null) {
      values.add(lang);
    }
    values.add(limit);
    return new Statement(
        SUGGEST.formatted(lang == null ? "" : " and d.lang = ?", RANKED), values.toArray());
  }

  /** Writes documents in the place of older ones. */
  void save(Collection<Stored> documents) {
    List<Stored> all = List.copyOf(documents);
    sql.update(
        SAVE,
        all.stream().map(Stored::article).toList(),
        all.stream().map(Stored::revision).toList(),
        all.stream().map(Stored::lang).toList(),
        all.stream().map(Stored::stemming).toList(),
        all.stream().map(Stored::publishedAt).toList(),
        all.stream().map(d -> String.valueOf(d.hidden())).toList(),
        all.stream().map(d -> array(d.terms())).toList(),
        all.stream().map(d -> array(d.authors())).toList(),
        all.stream().map(d -> array(d.sections())).toList(),
        all.stream().map(d -> array(d.tags())).toList(),
        all.stream().map(Stored::title).toList(),
        all.stream().map(Stored::named).toList(),
        all.stream().map(Stored::standfirst).toList(),
        all.stream().map(Stored::words).toList(),
        all.stream().map(Stored::names).toList(),
        all.stream().map(d -> array(d.near())).toList(),
        all.stream().map(Stored::shown).toList(),
        all.stream().map(Stored::body).toList());
  }

  private static String heads(String configuration) {
    return """
        setweight(to_tsvector(%1$s, g.title || ' %2$s'), 'A')
          || setweight(to_tsvector(%1$s, g.named || ' %2$s'), 'B')
          || setweight(to_tsvector(%1$s, g.standfirst || ' %2$s'), 'C')"""
        .formatted(configuration, STOP);
  }

  private static String array(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** The revisions from which the documents of these articles were made. */
  Map<UUID, Long> revisions(Collection<UUID> articles) {
    return sql
        .list(
            REVISIONS,
            row -> Map.entry(Sql.uuid(row, "article_id"), row.getLong("revision")),
            articles)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** One hit more than the limit, in the direction of the place. */
  Found find(Search search) {
    Statement statement = finding(search);
    List<Hit> hits = new ArrayList<>();
    List<Counted> facets = new ArrayList<>();
    Set<String> near = new TreeSet<>();
    long[] total = new long[1];
    sql.list(
        statement.sql(),
        row -> {
          switch (row.getString("kind")) {
            case "hit" -> hits.add(hit(row));
            case "total" -> total[0] = row.getLong("count");
            case "near" -> near.add(row.getString("value"));
            default ->
                facets.add(
                    new Counted(
                        row.getString("kind"),
                        row.getString("value"),
                        row.getLong("count"),
                        row.getString("shown")));
          }
          return null;
        },
        statement.values());
    return new Found(hits, total[0], facets, near);
  }

  private static Hit hit(ResultSet row) throws SQLException {
    return new Hit(
        UUID.fromString(row.getString("value")),
        row.getString("stemming"),
        row.getString("query"),
        row.getString("score"),
        row.getDouble("relevance"),
        row.getDouble("freshness"),
        row.getString("shown"),
        row.getString("body"),
        places(row.getArray("marks")));
  }

  private static int[] places(Array marks) throws SQLException {
    Object[] given = (Object[]) marks.getArray();
    int[] places = new int[given.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = ((Number) given[i]).intValue();
    }
    return places;
  }

  /** One statement for the page, its total, what is counted, and the words that may be meant. */
  static Statement finding(Search search) {
    List<Object> values = new ArrayList<>();
    StringBuilder statement = new StringBuilder(asked(search, values));
    statement.append(page(search, values)).append(TOTAL);
    search.facets().forEach(facet -> statement.append(facet(facet)));
    if (search.withNear()) {
      statement.append(near(search, values));
    }
    statement.append("order by part, kind, place");
    return new Statement(statement.toString(), values.toArray());
  }

  private static String asked(Search search, List<Object> values) {
    Question question = search.question();
    for (Folding folding : List.of(Folding.KAZAKH, Folding.URDU, Folding.PLAIN)) {
      values.add(question.query(folding, search.meant()));
      if (folding == Folding.PLAIN) {
        values.add(question.isPlain() ? question.query(folding, search.meant()) : "");
      }
      values.add(question.inRow(folding));
      values.add(wanted(question, folding, search.meant()));
      values.add(question.begun() == null ? "" : folding.of(question.begun()));
    }
    String stemming = "";
    if (search.filter().lang() != null) {
      stemming = " and u.stemming = ?";
      values.add(Stemming.of(search.filter().lang()));
    }
    String where = where(search.filter(), values);
    return ASKED.formatted(
        Stemming.CONFIGURATION.formatted("u.stemming"), stemming, where, RANKED + 1, RANKED);
  }

  private static String where(SearchFilter filter, List<Object> values) {
    StringBuilder where = new StringBuilder();
    if (filter.lang() != null) {
      where.append(" and d.lang = ?");
      values.add(filter.lang());
    }
    if (filter.publishedFrom() != null) {
      where.append(" and d.published_at >= ?");
      values.add(filter.publishedFrom());
    }
    if (filter.publishedTo() != null) {
      where.append(" and d.published_at < ?");
      values.add(filter.publishedTo());
    }
    filterTerm(where, values, TermKind.AUTHOR, filter.author());
    filterTerm(where, values, TermKind.SECTION, filter.section());
    filterTerm(where, values, TermKind.TAG, filter.tag());
    return where.toString();
  }

  private static String wanted(
      Question question, Folding folding, Map<String, List<String>> meant) {
    List<String> words = new ArrayList<>();
    for (String word : question.wanted()) {
      words.add(folding.of(word));
      words.addAll(Question.meant(word, meant));
    }
    return String.join(" ", words);
  }

  private static void filterTerm(
      StringBuilder where, List<Object> values, TermKind kind, String ref) {
    if (ref != null) {
      boolean byId = Json.isUuid(ref);
      where
          .append(" and d.terms @> array[(select ")
          .append(byId ? kind.idById() : kind.idBySlug())
          .append(")]::uuid[]");
      values.addAll(byId ? List.of(UUID.fromString(ref), UUID.fromString(ref)) : List.of(ref, ref));
    }
  }

  private static String page(Search search, List<Object> values) {
    values.add(search.asOf());
    boolean backward = search.at() != null && search.at().backward();
    String from = "";
    if (search.at() != null) {
      from =
          "\n  where (score, article_id) %s (?::float8, ?::uuid)".formatted(backward ? ">" : "<");
      values.add(search.at().score());
      values.add(search.at().article());
    }
    values.add(search.limit() + 1);
    return PAGE.formatted(from, backward ? "" : " desc", MARKS);
  }

  private static String facet(String facet) {
    return switch (facet) {
      case "section", "tag", "author" ->
          FACET.formatted(
              facet,
              "t.id::text",
              " cross join unnest(m.%ss) as t (id)".formatted(facet),
              SHOWN_OF_ONE,
              "count(*) desc, t.id::text",
              FACET_VALUES);
      case "lang" ->
          FACET.formatted(facet, "m.lang", "", "null", "count(*) desc, m.lang", FACET_VALUES);
      case "month" -> FACET.formatted(facet, MONTH, "", "null", MONTH + " desc", FACET_VALUES);
      default -> throw new IllegalArgumentException(facet);
    };
  }

  private static String near(Search search, List<Object> values) {
    List<Integer> places = new ArrayList<>();
    List<Integer> hashes = new ArrayList<>();
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    int place = 0;
    for (String word : NearWords.asked(search.question())) {
      place++;
      int length = word.codePointCount(0, word.length());
      shortest = Math.min(shortest, length - 1);
      longest = Math.max(longest, length + 1);
      for (Integer hash : Indexed.near(word)) {
        places.add(place);
        hashes.add(hash);
      }
    }
    values.add(places);
    values.add(hashes);
    String where = where(search.filter(), values);
    values.add(shortest);
    values.add(longest);
    return NEAR.formatted(LITTLE, NEAR_ARTICLES, where);
  }
}
