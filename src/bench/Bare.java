import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an HTTP server can do at best here: one that sends the bytes of a file, whatever is asked. */
class Bare {

  public static void main(String[] args) throws Exception {
    Buffer body = Buffer.buffer(Files.readAllBytes(Path.of(args[1])));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    for (int i = 0; i < 2; i++) {
      vertx
          .createHttpServer()
          .requestHandler(
              request ->
                  request.response().putHeader("Content-Type", "application/json").end(body))
          .listen(Integer.parseInt(args[0]))
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    }
  }
}
