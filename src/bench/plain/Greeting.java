package plain;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** What an application of the same extensions starts with at least: a table and one address. */
@Entity
public class Greeting extends PanacheEntityBase {

  @Id public long id;
  public String text;

  /** The rows of the table. */
  @Path("/greetings")
  @PermitAll
  public static class Greetings {

    @GET
    public List<Greeting> all() {
      return listAll();
    }
  }
}
