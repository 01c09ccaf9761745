package io.masthead.event;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every SQL of the room. */
@ApplicationScoped
class EventRepository {

  /** Where an event stands, and which it is: the latest, or one that somebody has read. */
  record Place(long position, UUID event) {}

  /** How far the line goes, and whether anything waits to be put behind it. */
  record Line(long position, boolean waiting) {}

  /** An article that changed, by the latest event of it. */
  record Changed(UUID article, Place place) {}

  /** In the order given, which is that of the lines. */
  private static final String WRITE =
      """
      insert into event_outbox (id, type, subject, data, at)
      select e.id, e.type, e.subject, e.data, e.at
      from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[]) with ordinality
        as e (id, type, subject, data, at, place)
      order by e.place
      """;

  private static final String LINE =
      "select l.position, exists (select from event_outbox) as waiting from event_line l";

  private static final String HOLD_LINE = "select position from event_line for update skip locked";

  private static final String NUMBER =
      """
      with taken as (
        delete from event_outbox
        where line in (select line from event_outbox order by line limit ?) returning *
      ), numbered as (
        insert into event (position, id, type, subject, data, at)
        select ? + row_number() over (order by line), id, type, subject, data, at from taken
        returning position, id, type, subject
      ), latest as (
        insert into event_latest (article_id, position, event_id)
        select distinct on (subject) subject, position, id from numbered
        where type like 'article.%' order by subject, position desc
        on conflict (article_id) do update
          set position = excluded.position, event_id = excluded.event_id
      )
      update event_line l set position = n.last
      from (select max(position) as last from numbered) n
      where n.last is not null
      """;

  private static final String END = "select position, id from event order by position desc limit 1";

  private static final String AFTER =
      """
      select position, id, type, subject, data, at from event
      where position > ? order by position limit ?
      """;

  private static final String CHANGED_AFTER =
      """
      select article_id, position, event_id as id from event_latest
      where position > ? order by position limit ?
      """;

  private static final String IS_THERE =
      "select exists (select from event where position = ? and id = ?)";

  /**
   * Whoever has read the last one of those that are too old has read nothing since, so that one
   * stays to be known by.
   */
  private static final String FORGET =
      """
      delete from event where position < (
        select max(o.position)
        from (select position, numbered_at from event order by position limit ?) o
        where o.numbered_at < ?)
      """;

  @Inject Sql sql;

  void write(List<NewsEvent> events) {
    sql.update(
        WRITE,
        events.stream().map(NewsEvent::id).toList(),
        events.stream().map(NewsEvent::type).toList(),
        events.stream().map(NewsEvent::subject).toList(),
        events.stream().map(NewsEvent::data).toList(),
        events.stream().map(NewsEvent::at).toList());
  }

  Line line() {
    return sql.first(LINE, row -> new Line(row.getLong("position"), row.getBoolean("waiting")))
        .orElseThrow();
  }

  /** Where the line ends, unless somebody else is at it; nobody else is until the end. */
  Optional<Long> holdLine() {
    return sql.first(HOLD_LINE, row -> row.getLong("position"));
  }

  /** Puts what is committed behind the end of the line, as far as the limit goes. */
  void number(long end, int limit) {
    sql.update(NUMBER, limit, end);
  }

  /** The latest event; nothing where there is none. */
  Optional<Place> end() {
    return sql.first(END, EventRepository::place);
  }

  List<NewsEvent> after(long position, int limit) {
    return sql.list(
        AFTER,
        row ->
            new NewsEvent(
                row.getLong("position"),
                Sql.uuid(row, "id"),
                row.getString("type"),
                Sql.uuid(row, "subject"),
                row.getString("data"),
                Sql.instant(row, "at")),
        position,
        limit);
  }

  List<Changed> changedAfter(long position, int limit) {
    return sql.list(
        CHANGED_AFTER,
        row -> new Changed(Sql.uuid(row, "article_id"), place(row)),
        position,
        limit);
  }

  boolean isThere(Place place) {
    return sql.first(IS_THERE, row -> row.getBoolean(1), place.position(), place.event())
        .orElseThrow();
  }

  /**
   * Forgets events that were numbered before a time, the oldest first.
   *
   * @return how many
   */
  int forget(Instant before, int limit) {
    return sql.update(FORGET, limit, before);
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(row.getLong("position"), Sql.uuid(row, "id"));
  }
}
