package io.masthead.http;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/** Secrets that all replicas share, made by whichever needs one first. */
@ApplicationScoped
public class SigningKeys {

  @Inject DataSource database;

  private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

  /** The HMAC-SHA-256 key of this name, 32 random bytes. */
  public SecretKeySpec key(String name) {
    return keys.computeIfAbsent(name, n -> new SecretKeySpec(stored(n), "HmacSHA256"));
  }

  /** Whatever becomes of the caller's transaction, the key stays. */
  private byte[] stored(String name) {
    return QuarkusTransaction.suspendingExisting().call(() -> load(name));
  }

  private byte[] load(String name) {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into signing_key (name, secret) values (?, ?) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement("select secret from signing_key where name = ?")) {
      insert.setString(1, name);
      insert.setBytes(2, fresh);
      insert.executeUpdate();
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the signing key " + name, e);
    }
  }
}
