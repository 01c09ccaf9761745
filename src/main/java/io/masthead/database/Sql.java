package io.masthead.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Runs SQL as written, with positional values, on the connection of the transaction if there is
 * one. Takes instants, days, ids, texts, numbers, booleans, octets and collections of one of these
 * (as arrays).
 */
@ApplicationScoped
public class Sql {

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What is done on a connection. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  @Inject DataSource database;
  @Inject Standby standby;

  public <T> List<T> list(String sql, Row<T> row, Object... values) {
    return read(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values);
              ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(row.read(rows));
            }
            return found;
          }
        });
  }

  /** Where the request may be answered from the standby, that is tried first. */
  private <T> T read(Work<T> work) {
    if (standby.answers()) {
      try (Connection connection = standby.connection()) {
        return work.on(connection);
      } catch (SQLException e) {
        standby.failed(e);
      }
    }
    return run(work);
  }

  private <T> T run(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  public <T> Optional<T> first(String sql, Row<T> row, Object... values) {
    return first(list(sql, row, values));
  }

  private static <T> Optional<T> first(List<T> found) {
    return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.get(0));
  }

  /** Gives the number of rows that were changed. */
  public int update(String sql, Object... values) {
    return run(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
          }
        });
  }

  /** Statements that go to the database in one journey, to be added one by one and run once. */
  public Together together() {
    return new Together();
  }

  /**
   * Statements that are sent as one and done one after the other: each sees what those before it
   * did, and what was committed while they waited for a lock. What they read is there once they
   * have run.
   */
  public final class Together {

    private record Part(String sql, Object[] values, Reading reading) {}

    @FunctionalInterface
    private interface Reading {
      void of(ResultSet rows) throws SQLException;
    }

    private final List<Part> parts = new ArrayList<>();

    private Together() {}

    public <T> Supplier<List<T>> list(String sql, Row<T> row, Object... values) {
      List<T> found = new ArrayList<>();
      parts.add(
          new Part(
              sql,
              values,
              rows -> {
                found.clear();
                while (rows.next()) {
                  found.add(row.read(rows));
                }
              }));
      return () -> found;
    }

    public <T> Supplier<Optional<T>> first(String sql, Row<T> row, Object... values) {
      Supplier<List<T>> found = list(sql, row, values);
      return () -> Sql.first(found.get());
    }

    public void update(String sql, Object... values) {
      parts.add(new Part(sql, values, null));
    }

    public void run() {
      if (parts.isEmpty()) {
        return;
      }
      String all = parts.stream().map(Part::sql).collect(Collectors.joining(";\n"));
      Object[] values = parts.stream().flatMap(p -> Stream.of(p.values())).toArray();
      Work<Void> work =
          connection -> {
            try (PreparedStatement statement = prepare(connection, all, values)) {
              statement.execute();
              for (Part part : parts) {
                if (part.reading() != null) {
                  part.reading().of(statement.getResultSet());
                }
                statement.getMoreResults();
              }
              return null;
            }
          };
      if (parts.stream().allMatch(part -> part.reading() != null)) {
        read(work);
      } else {
        Sql.this.run(work);
      }
    }
  }

  /** The instant in a column, or null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object[] values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        if (value instanceof Instant instant) {
          statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Collection<?> items) {
          statement.setArray(i + 1, array(connection, items));
        } else {
          statement.setObject(i + 1, value);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static Array array(Connection connection, Collection<?> items) throws SQLException {
    Object first = items.isEmpty() ? "" : items.iterator().next();
    if (first instanceof byte[]) {
      return connection.createArrayOf("bytea", items.toArray(byte[][]::new));
    }
    String type = "text";
    if (first instanceof UUID) {
      type = "uuid";
    } else if (first instanceof Instant) {
      type = "timestamptz";
    } else if (first instanceof LocalDate) {
      type = "date";
    } else if (first instanceof Number) {
      type = "bigint";
    }
    return connection.createArrayOf(type, items.toArray());
  }
}
