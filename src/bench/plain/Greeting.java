package plain;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

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

    @GET
    public List<Greeting> all() {
      return entities.createQuery("from Greeting", Greeting.class).getResultList();
    }
  }
}
