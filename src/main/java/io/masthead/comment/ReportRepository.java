package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Readers' reports of comments. */
@ApplicationScoped
class ReportRepository {

  private static final String ADD =
      """
      insert into comment_report (id, comment_id, mark, day, at, reason, text)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (comment_id, mark) do nothing
      """;

  private static final String LIST =
      "select id, at, reason, text from comment_report where comment_id = ? ";

  private static final String FORGET =
      "update comment_report set mark = null where mark is not null and day < ?";

  @Inject Sql sql;

  /** Whether the visitor had not reported it. */
  boolean add(UUID comment, ReaderMark reader, ReportRequest request, Instant now) {
    return sql.update(
            ADD,
            Ids.next(),
            comment,
            reader.mark(),
            reader.day(),
            now,
            request.reason().code(),
            request.text())
        == 1;
  }

  /** Newest first, one more than the limit. */
  List<Report> list(UUID comment, Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(
          LIST + "order by id desc limit ?", ReportRepository::report, comment, limit + 1);
    }
    return sql.list(
        LIST
            + (at.backward() ? "and id > ? order by id" : "and id < ? order by id desc")
            + " limit ?",
        ReportRepository::report,
        comment,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  private static Report report(ResultSet row) throws SQLException {
    return new Report(
        Sql.uuid(row, "id"),
        Sql.instant(row, "at"),
        ReportReason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
        row.getString("text"));
  }

  void forgetMarksBefore(LocalDate day) {
    sql.update(FORGET, day);
  }
}
