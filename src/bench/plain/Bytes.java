package plain;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The least that a route can do: the bytes of a file, whoever asks. */
@ApplicationScoped
class Bytes {

  @ConfigProperty(name = "plain.bytes")
  Optional<Path> files;

  void register(@Observes Router router) throws IOException {
    if (files.isPresent()) {
      send(router, "/api/v1/articles", "articles");
      send(router, "/api/v1/articles/:article", "article");
      send(router, "/api/v1/articles/:article/comments", "comments");
    }
  }

  private void send(Router router, String path, String file) throws IOException {
    Buffer body = Buffer.buffer(Files.readAllBytes(files.orElseThrow().resolve(file)));
    router
        .get(path)
        .handler(
            routing ->
                routing.response().putHeader("Content-Type", "application/json").end(body));
  }
}
