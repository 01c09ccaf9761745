package io.masthead.visitor;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Marks visitors under the salt of a day, which is the same on every replica. */
@ApplicationScoped
public class Visitors {

  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String MAKE_SALT =
      "insert into view_salt (day, salt) values (?, ?) on conflict do nothing";
  private static final String READ_SALT = "select salt from view_salt where day = ?";
  private static final String FORGET_SALTS = "delete from view_salt where day < ?";

  @Inject Sql sql;

  private final Map<LocalDate, byte[]> salts = new ConcurrentHashMap<>();

  /**
   * The mark of who comes from this address with this agent.
   *
   * @param day of UTC
   */
  public byte[] mark(LocalDate day, String address, String agent, UUID subject) {
    return Visitor.mark(salts.computeIfAbsent(day, this::salt), address, agent, subject);
  }

  /** A fresh salt, unless another replica was first. */
  private byte[] salt(LocalDate day) {
    byte[] fresh = new byte[LENGTH];
    RANDOM.nextBytes(fresh);
    sql.update(MAKE_SALT, day, fresh);
    return sql.first(READ_SALT, row -> row.getBytes(1), day).orElseThrow();
  }

  /** Destroys the salts of earlier days: none of their marks can be made again. */
  public void forgetBefore(LocalDate day) {
    salts.keySet().removeIf(d -> d.isBefore(day));
    sql.update(FORGET_SALTS, day);
  }
}
