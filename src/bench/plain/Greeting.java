package plain;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What an application of the same extensions starts with at least: a table and one address. */
@Entity
public class Greeting {

  @Id public long id;
  public String text;

  /** The rows of the table. */
  @Path("/greetings")
  @PermitAll
  public static class Greetings {

    @Inject EntityManager entities;
    @Inject DataSource database;

    @GET
    public List<Greeting> all() {
      return entities.createQuery("from Greeting", Greeting.class).getResultList();
    }

    /** The text of one, by a statement. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public String one(@PathParam("id") long id) throws SQLException {
      try (Connection connection = database.getConnection();
          PreparedStatement statement =
              connection.prepareStatement("select text from greeting where id = ?")) {
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getString(1);
        }
      }
    }
  }
}
