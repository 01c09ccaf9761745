package io.masthead.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every statement on deliveries. */
@ApplicationScoped
class DeliveryRepository {

  private static final String COLUMNS =
      """
      id, kind, event_id, type, state, attempts, created_at, next_at, attempted_at, took_ms, outcome,
      status, error
      """;

  private static final String LIST =
      "select " + COLUMNS + " from webhook_delivery where webhook_id = ?";

  private static final String FIND =
      "select "
          + COLUMNS
          + ", body, url, request_headers, answer_headers, answer_body, answer_cut"
          + " from webhook_delivery where webhook_id = ? and id = ?";

  private static final String ADD =
      """
      insert into webhook_delivery (id, webhook_id, kind, position, event_id, type, body, state,
        created_at, next_at)
      select g.id, ?, ?, g.position, g.event_id, g.type, g.body, 'pending', ?, ?
      from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::text[])
        as g (id, position, event_id, type, body)
      """;

  /** What is claimed was looked for without a lock, so it is looked at again with one. */
  private static final String CLAIM =
      """
      with due as (
        select h.id from webhook w
        cross join lateral (
          select d.id, d.next_at, d.claimed_until from webhook_delivery d
          where d.webhook_id = w.id and d.state = 'pending' and d.position is not null
          order by d.position limit 1
        ) h
        where w.enabled and h.next_at <= ? and (h.claimed_until is null or h.claimed_until <= ?) %s
        union all
        select d.id from webhook_delivery d join webhook w on w.id = d.webhook_id
        where d.state = 'pending' and d.position is null and d.next_at <= ?
          and (d.claimed_until is null or d.claimed_until <= ?)
          and (w.enabled or d.kind <> 'notice') %s
      ), taken as (
        select d.id from webhook_delivery d
        where d.id in (select id from due) and d.state = 'pending' and d.next_at <= ?
          and (d.claimed_until is null or d.claimed_until <= ?)
        order by d.next_at limit ? for update skip locked
      )
      update webhook_delivery d set claim = gen_random_uuid(), claimed_until = ?
      from taken t, webhook w
      where d.id = t.id and w.id = d.webhook_id
      returning d.id, d.claim, d.webhook_id, d.kind, d.event_id, d.body, d.attempts, w.url, w.secret,
        case when w.old_secret_until > ? then w.old_secret end as old_secret
      """;

  private static final String CLAIM_ANY = CLAIM.formatted("", "");
  private static final String CLAIM_OF_ONE = CLAIM.formatted("and w.id = ?", "and w.id = ?");

  /** Nothing where another replica has claimed it since. */
  private static final String MARK =
      """
      update webhook_delivery set state = ?, attempts = attempts + 1, next_at = ?, claim = null,
        claimed_until = null, attempted_at = ?, took_ms = ?, outcome = ?, url = ?,
        request_headers = ?, status = ?, answer_headers = ?, answer_body = ?, answer_cut = ?,
        error = ?
      where id = ? and claim = ? and state = 'pending'
      """;

  /** What was being tried is not tried any more. */
  private static final String GIVE_UP =
      """
      update webhook_delivery set state = 'failed', next_at = null, claim = null,
        claimed_until = null
      where webhook_id = ? and state = 'pending' and position is not null
        and (attempts > 0 or claim is not null)
      """;

  private static final String HURRY =
      """
      update webhook_delivery set next_at = ?
      where webhook_id = ? and state = 'pending' and position is not null and next_at > ?
      """;

  private static final String DROP_UNWANTED =
      """
      delete from webhook_delivery
      where webhook_id = ? and state = 'pending' and position is not null and attempts = 0
        and claim is null and type <> all (?)
      """;

  private static final String FORGET =
      """
      delete from webhook_delivery where id in (
        select n.id from (
          select id, state, row_number() over (partition by webhook_id order by id desc) as place
          from webhook_delivery) n
        where n.place > ? and n.state <> 'pending')
      """;

  private static final String OLDEST =
      """
      select min(d.created_at) as at from webhook w
      cross join lateral (
        select d.created_at from webhook_delivery d
        where d.webhook_id = w.id and d.state = 'pending' and d.position is not null
        order by d.position limit 1
      ) d
      where w.enabled
      """;

  private static final TypeReference<Map<String, String>> REQUEST = new TypeReference<>() {};
  private static final TypeReference<Map<String, List<String>>> ANSWER = new TypeReference<>() {};

  @Inject Sql sql;
  @Inject ObjectMapper json;

  /** Something to be sent. */
  record Message(UUID id, Long position, UUID event, String type, String body) {}

  void add(UUID webhook, DeliveryKind kind, Collection<Message> messages, Instant now) {
    sql.update(
        ADD,
        webhook,
        word(kind),
        now,
        now,
        messages.stream().map(Message::id).toList(),
        positions(messages),
        messages.stream().map(Message::event).toList(),
        messages.stream().map(Message::type).toList(),
        messages.stream().map(Message::body).toList());
  }

  private static List<Object> positions(Collection<Message> messages) {
    List<Object> positions = new ArrayList<>();
    messages.forEach(message -> positions.add(message.position()));
    return positions;
  }

  /** Newest first, one more than the limit. */
  List<Delivery> list(UUID webhook, Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(
          LIST + " order by id desc limit ?", DeliveryRepository::delivery, webhook, limit + 1);
    }
    return sql.list(
        LIST
            + (at.backward()
                ? " and id > ? order by id limit ?"
                : " and id < ? order by id desc limit ?"),
        DeliveryRepository::delivery,
        webhook,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  Optional<DeliveryDetail> find(UUID webhook, UUID id) {
    return sql.first(FIND, this::detail, webhook, id);
  }

  /** What is due and nobody else sends, of each webhook's line the first alone. */
  List<Claimed> claim(Instant now, Instant until, int limit) {
    return sql.list(
        CLAIM_ANY, DeliveryRepository::claimed, now, now, now, now, now, now, limit, until, now);
  }

  /** As {@link #claim}, of one webhook. */
  List<Claimed> claim(UUID webhook, Instant now, Instant until) {
    return sql.list(
        CLAIM_OF_ONE,
        DeliveryRepository::claimed,
        now,
        now,
        webhook,
        now,
        now,
        webhook,
        now,
        now,
        1,
        until,
        now);
  }

  /**
   * Writes down a try.
   *
   * @param next when it is tried again, or null
   * @return false where it is not this replica's any more
   */
  boolean mark(Claimed claimed, Attempt attempt, DeliveryState state, Instant next) {
    Attempt.Answer answer = attempt.answer();
    return sql.update(
            MARK,
            word(state),
            next,
            attempt.at(),
            (int) attempt.took().toMillis(),
            word(attempt.outcome()),
            attempt.url(),
            write(attempt.request()),
            answer == null ? null : answer.status(),
            answer == null ? null : write(answer.headers()),
            answer == null ? null : answer.body(),
            answer == null ? null : answer.cut(),
            attempt.error(),
            claimed.id(),
            claimed.claim())
        == 1;
  }

  void giveUp(UUID webhook) {
    sql.update(GIVE_UP, webhook);
  }

  void hurry(UUID webhook, Instant now) {
    sql.update(HURRY, now, webhook, now);
  }

  /** What waits and is of none of these topics. */
  void dropUnwanted(UUID webhook, List<Topic> wanted) {
    sql.update(DROP_UNWANTED, webhook, wanted.stream().map(Topic::told).toList());
  }

  /** Keeps so many of each webhook, the newest, and all that are not over. */
  void forget(int kept) {
    sql.update(FORGET, kept);
  }

  /** Since when the one waits that has waited longest; nothing where none does. */
  Optional<Instant> oldest() {
    return sql.first(OLDEST, row -> Sql.instant(row, "at"));
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    List<Secret> secrets = new ArrayList<>(List.of(new Secret(row.getBytes("secret"))));
    byte[] old = row.getBytes("old_secret");
    if (old != null) {
      secrets.add(new Secret(old));
    }
    return new Claimed(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "claim"),
        Sql.uuid(row, "webhook_id"),
        DeliveryKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Sql.uuid(row, "event_id"),
        row.getString("body"),
        row.getInt("attempts"),
        row.getString("url"),
        secrets);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Delivery(
        Sql.uuid(row, "id"),
        DeliveryKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Sql.uuid(row, "event_id"),
        row.getString("type"),
        DeliveryState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "next_at"),
        Sql.instant(row, "attempted_at"),
        row.getObject("took_ms", Integer.class),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
        row.getObject("status", Integer.class),
        row.getString("error"));
  }

  private DeliveryDetail detail(ResultSet row) throws SQLException {
    Integer status = row.getObject("status", Integer.class);
    return DeliveryDetail.of(
        delivery(row),
        new DeliveryDetail.Request(
            row.getString("url"),
            read(row.getString("request_headers"), REQUEST),
            row.getString("body")),
        status == null
            ? null
            : new DeliveryDetail.Answer(
                status,
                read(row.getString("answer_headers"), ANSWER),
                row.getString("answer_body"),
                row.getBoolean("answer_cut")));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String write(Object headers) {
    try {
      return json.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T read(String headers, TypeReference<T> type) {
    try {
      return headers == null ? null : json.readValue(headers, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
