package io.masthead.database;

import java.sql.SQLException;
import java.util.Arrays;

/**
 * What goes wrong with a statement for reasons that pass by themselves: the database is away, full
 * or only to be read for now, or it broke off the statement for another's sake. The same may be
 * tried again.
 */
public final class PassingFailure {

  private PassingFailure() {}

  /** By SQLSTATE (PostgreSQL, appendix A), or by the pool's words where no connection was free. */
  public static boolean is(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message = String.valueOf(e.getMessage());
    return state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.equals("25006")
        || state.equals("55P03")
        || state.equals("57014")
        || message.contains("Acquisition timeout")
        || message.contains("acquisition timeout");
  }

  /** Whether such a one is the reason. A commit that fails carries its as suppressed. */
  public static boolean isBehind(Throwable e) {
    return e instanceof SQLException sql && is(sql)
        || e != null && isBehind(e.getCause())
        || e != null && Arrays.stream(e.getSuppressed()).anyMatch(PassingFailure::isBehind);
  }
}
