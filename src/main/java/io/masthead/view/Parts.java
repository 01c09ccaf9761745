package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The parts of {@code view_hit}, one a UTC day, and of {@code view_hour}, one a UTC month. They are
 * made ahead and dropped when they are over, by whichever replica is there first. Should none have
 * been made, rows lie in the default part: nothing is lost, they only go slower.
 */
@ApplicationScoped
class Parts {

  private static final Logger LOG = Logger.getLogger(Parts.class);

  private static final int DAYS_AHEAD = 3;
  private static final int MONTHS_AHEAD = 2;

  /** Held to the end of the transaction; whoever does not get it leaves the work to who did. */
  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('view parts'))";

  /** Both are the owner's to do: the service's own user may not change the schema otherwise. */
  private static final String MAKE = "select 1 from make_view_part(?, ?)";

  private static final String DROP = "select 1 from drop_view_part(?)";

  private static final String NAMES =
      """
      select child.relname from pg_inherits i
      join pg_class child on child.oid = i.inhrelid
      where i.inhparent = ?::regclass and child.relname <> ? || '_default'
      """;

  @Inject Sql sql;

  /** What a table is cut into. */
  private record Cut(String table, String column) {

    String part(LocalDate start) {
      String name = table + "_" + start.toString().replace('-', '_');
      return table.equals("view_hour") ? name.substring(0, name.length() - 3) : name;
    }

    LocalDate start(String part) {
      String date = part.substring(table.length() + 1).replace('_', '-');
      return LocalDate.parse(date.length() == 7 ? date + "-01" : date);
    }

    LocalDate end(LocalDate start) {
      return table.equals("view_hour") ? start.plusMonths(1) : start.plusDays(1);
    }

    String bound(LocalDate day) {
      return table.equals("view_hour")
          ? "'" + day.atStartOfDay().atOffset(ZoneOffset.UTC) + "'::timestamptz"
          : "'" + day + "'::date";
    }
  }

  private static final Cut HITS = new Cut("view_hit", "day");
  private static final Cut HOURS = new Cut("view_hour", "hour");

  /**
   * Makes what is needed and drops what is over, in the caller's transaction.
   *
   * @param hitsFrom the first day whose hits a window still reaches; where that is yesterday, a
   *     reader leaves a hit there, too
   * @param hoursFrom the first day whose hours are kept apart
   */
  void keep(LocalDate today, LocalDate hitsFrom, LocalDate hoursFrom) {
    if (!sql.first(LOCK, row -> row.getBoolean(1)).orElseThrow()) {
      return;
    }
    List<String> hits = names(HITS);
    for (int i = hitsFrom.isBefore(today) ? -1 : 0; i <= DAYS_AHEAD; i++) {
      make(HITS, hits, today.plusDays(i));
    }
    List<String> hours = names(HOURS);
    for (int i = 0; i <= MONTHS_AHEAD; i++) {
      make(HOURS, hours, today.withDayOfMonth(1).plusMonths(i));
    }
    drop(HITS, hitsFrom);
    drop(HOURS, hoursFrom);
  }

  private void make(Cut cut, List<String> made, LocalDate start) {
    String part = cut.part(start);
    String from = cut.bound(start);
    String to = cut.bound(cut.end(start));
    if (made.contains(part)) {
      return;
    }
    boolean late =
        sql.first(
                "select exists (select from %s_default where %s >= %s and %2$s < %s)"
                    .formatted(cut.table(), cut.column(), from, to),
                row -> row.getBoolean(1))
            .orElseThrow();
    if (late) {
      LOG.debugf("%s has rows in its default part already", part);
      return;
    }
    sql.first(MAKE, row -> row.getInt(1), cut.table(), start);
    LOG.infof("Made %s", part);
  }

  private void drop(Cut cut, LocalDate from) {
    for (String part : names(cut)) {
      if (!cut.end(cut.start(part)).isAfter(from)) {
        sql.first(DROP, row -> row.getInt(1), part);
        LOG.infof("Dropped %s", part);
      }
    }
    sql.update(
        "delete from %s_default where %s < %s"
            .formatted(cut.table(), cut.column(), cut.bound(from)));
  }

  private List<String> names(Cut cut) {
    return sql.list(NAMES, row -> row.getString(1), cut.table(), cut.table());
  }
}
