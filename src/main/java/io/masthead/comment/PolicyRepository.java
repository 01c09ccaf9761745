package io.masthead.comment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every SQL on what is said of comments. */
@ApplicationScoped
class PolicyRepository {

  /** What is said in one place on the way to an article. */
  record Said(boolean ofArticle, CommentPolicyRequest rules) {}

  static final String ON_THE_WAY =
      """
      select article_id is not null as of_article, rules from comment_policy
      where article_id = ? or section_id = any (?::uuid[])
        or (section_id is null and article_id is null)
      order by article_id is not null, array_position(?::uuid[], section_id) desc nulls first
      """;

  private static final String FIND =
      """
      select section_id, article_id, version, rules, changed_at, changed_by from comment_policy
      where section_id is not distinct from ?::uuid and article_id is not distinct from ?::uuid
      """;

  private static final String INSERT =
      """
      insert into comment_policy (id, section_id, article_id, version, rules, changed_at, changed_by,
        changed_by_key)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict on constraint uq_comment_policy_subject do nothing
      """;

  private static final String UPDATE =
      """
      update comment_policy
      set version = ?, rules = ?, changed_at = ?, changed_by = ?, changed_by_key = ?
      where section_id is not distinct from ?::uuid and article_id is not distinct from ?::uuid
      """;

  private static final String ENTER =
      """
      insert into comment_policy_entry (id, policy_id, version, rules, at, by_name, by_key)
      select ?, id, version, rules, changed_at, changed_by, changed_by_key from comment_policy
      where section_id is not distinct from ?::uuid and article_id is not distinct from ?::uuid
      """;

  private static final String ENTRIES =
      """
      select e.id, p.section_id, p.article_id, e.version, e.rules, e.at as changed_at,
        e.by_name as changed_by
      from comment_policy_entry e join comment_policy p on p.id = e.policy_id
      """;

  /** A version of a policy, with the id that lists go by. */
  record Entry(UUID id, CommentPolicyDetail policy) {}

  @Inject Sql sql;
  @Inject ObjectMapper json;

  /**
   * All that bears on an article in one read, the site's word first and the nearest last.
   *
   * @param article or null
   * @param sectionLine its section and those above it, the nearest first
   */
  List<Said> onTheWayTo(UUID article, List<UUID> sectionLine) {
    return sql.list(
        ON_THE_WAY,
        row -> new Said(row.getBoolean("of_article"), rules(row)),
        article,
        sectionLine,
        sectionLine);
  }

  Optional<CommentPolicyDetail> find(PolicySubject subject) {
    return sql.first(FIND, this::detail, subject.section(), subject.article());
  }

  /** As {@link #find}; nobody else changes it until the caller's transaction ends. */
  Optional<CommentPolicyDetail> hold(PolicySubject subject) {
    return sql.first(FIND + " for update", this::detail, subject.section(), subject.article());
  }

  /** The first word on a subject; false where another was faster. */
  boolean insert(PolicySubject subject, CommentPolicyRequest rules, Caller caller, Instant now) {
    boolean first =
        sql.update(
                INSERT,
                Ids.next(),
                subject.section(),
                subject.article(),
                1,
                write(rules),
                now,
                caller.name(),
                caller.keyId())
            == 1;
    if (first) {
      enter(subject);
    }
    return first;
  }

  void update(
      PolicySubject subject, int version, CommentPolicyRequest rules, Caller caller, Instant now) {
    sql.update(
        UPDATE,
        version,
        write(rules),
        now,
        caller.name(),
        caller.keyId(),
        subject.section(),
        subject.article());
    enter(subject);
  }

  private void enter(PolicySubject subject) {
    sql.update(ENTER, Ids.next(), subject.section(), subject.article());
  }

  /** Newest first, one more than the limit. */
  List<Entry> entries(Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>();
    boolean backward = at != null && at.backward();
    String where = "";
    if (at != null) {
      where = " where e.id " + (backward ? ">" : "<") + " ?";
      values.add(UUID.fromString(at.key().get(0)));
    }
    values.add(limit + 1);
    return sql.list(
        ENTRIES + where + " order by e.id" + (backward ? "" : " desc") + " limit ?",
        row -> new Entry(Sql.uuid(row, "id"), detail(row)),
        values.toArray());
  }

  private CommentPolicyDetail detail(ResultSet row) throws SQLException {
    return new CommentPolicyDetail(
        Sql.uuid(row, "section_id"),
        Sql.uuid(row, "article_id"),
        row.getInt("version"),
        rules(row),
        Sql.instant(row, "changed_at"),
        row.getString("changed_by"));
  }

  private CommentPolicyRequest rules(ResultSet row) throws SQLException {
    try {
      return json.readValue(row.getString("rules"), CommentPolicyRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(CommentPolicyRequest rules) {
    try {
      return json.writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
