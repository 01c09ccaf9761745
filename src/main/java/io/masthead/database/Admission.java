package io.masthead.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jboss.logging.Logger;

/**
 * Where another user migrates than the one as whom the service runs: after each migration, and each
 * start, lets the service's do what it has to, and no more (V31).
 */
final class Admission implements Callback {

  private static final Logger LOG = Logger.getLogger(Admission.class);

  private final String service;

  Admission(String service) {
    this.service = service;
  }

  @Override
  public String getCallbackName() {
    return "admit the service's user";
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (PreparedStatement admit =
        context.getConnection().prepareStatement("select admit_service(?)")) {
      admit.setString(1, service);
      admit.execute();
      for (SQLWarning each = admit.getWarnings(); each != null; each = each.getNextWarning()) {
        LOG.warn(each.getMessage());
      }
    } catch (SQLException e) {
      throw new FlywayException("Cannot let " + service + " use what was migrated", e);
    }
  }
}
