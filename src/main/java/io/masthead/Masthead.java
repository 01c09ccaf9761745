package io.masthead;

import io.masthead.database.DatabaseName;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;
import sun.misc.Signal;

/**
 * The program: once everything listens, it says where everything is, and runs until it is told to
 * stop. Its exit code is 0 then, and 1 where it could not start.
 */
@QuarkusMain
public class Masthead implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger("io.masthead");

  private final HttpServer server;
  private final DatabaseName database;
  private final boolean migrateOnly;
  private final String host;
  private final int managementPort;

  @Inject
  Masthead(
      HttpServer server,
      DatabaseName database,
      @ConfigProperty(name = "masthead.database.migrate-only", defaultValue = "false")
          boolean migrateOnly,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.management.port") int managementPort) {
    this.server = server;
    this.database = database;
    this.migrateOnly = migrateOnly;
    this.host = host;
    this.managementPort = managementPort;
  }

  public static void main(String... arguments) {
    answerEveryAddress();
    tellOnlyOfFaults();
    try {
      SecretFiles.read(System.getenv()).forEach(System::setProperty);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    Quarkus.run(Masthead.class, arguments);
  }

  /**
   * Before any class of the server is loaded: an address that is no URI is refused by the HTTP edge
   * with a problem, and not by the framework with an empty answer.
   */
  public static void answerEveryAddress() {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  /**
   * Until the settings are read and the log is set up: else what stops the start, such as a wrong
   * setting, stands below all that libraries have told of themselves.
   */
  private static void tellOnlyOfFaults() {
    ConsoleHandler console = InitialConfigurator.createDefaultHandler();
    console.setLevel(Level.SEVERE);
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {console});
  }

  /**
   * Else the virtual machine ends with 143 for SIGTERM, however well everything was finished, and
   * whoever told it to stop takes that for a failure. Before this, while it starts, the signal
   * still ends it at once. In dev mode the process is not ours.
   */
  private static void stopWhenToldTo() {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
    }
  }

  @Override
  public int run(String... arguments) {
    if (migrateOnly) {
      LOG.infof("Migrated the %s, and that was all", database.text());
      return 0;
    }
    stopWhenToldTo();
    LOG.infof(
        """
        Masthead is here:
          API       http://localhost:%1$d/api/v1 (on %2$s)
          Docs      http://localhost:%1$d/docs
          Health    http://localhost:%3$d/q/health
          Database  %4$s\
        """,
        server.getPort(), host, managementPort, database.text());
    Quarkus.waitForExit();
    return 0;
  }
}
