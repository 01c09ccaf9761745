package io.masthead;

import io.masthead.database.DatabaseName;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The program: once everything listens, it says where everything is, and runs until it is told. */
@QuarkusMain
public class Masthead implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger("io.masthead");

  private final HttpServer server;
  private final DatabaseName database;
  private final String host;
  private final int managementPort;

  @Inject
  Masthead(
      HttpServer server,
      DatabaseName database,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.management.port") int managementPort) {
    this.server = server;
    this.database = database;
    this.host = host;
    this.managementPort = managementPort;
  }

  public static void main(String... arguments) {
    answerEveryAddress();
    Quarkus.run(Masthead.class, arguments);
  }

  /**
   * Before any class of the server is loaded: an address that is no URI is refused by the HTTP edge
   * with a problem, and not by the framework with an empty answer.
   */
  public static void answerEveryAddress() {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  @Override
  public int run(String... arguments) {
    LOG.infof(
        """
        Masthead is here:
          API       http://localhost:%1$d/api/v1 (on %2$s)
          Docs      http://localhost:%1$d/docs
          Health    http://localhost:%3$d/q/health
          Database  %4$s""",
        server.getPort(), host, managementPort, database.text());
    Quarkus.waitForExit();
    return 0;
  }
}
