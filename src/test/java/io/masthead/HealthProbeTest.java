package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

  private HttpServer server;
  private volatile int status;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, 4);
          exchange.getResponseBody().write("DOWN".getBytes());
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_program_that_says_200_is_ready() throws Exception {
    status = 200;
    assertNull(HealthProbe.ask(address()));
  }

  @Test
  void any_other_answer_is_the_fault_it_names() throws Exception {
    status = 503;
    assertEquals("503 DOWN", HealthProbe.ask(address()));
  }

  @Test
  void no_answer_is_a_fault() throws Exception {
    URI address = address();
    server.stop(0);
    assertTrue(HealthProbe.ask(address).startsWith(address + " does not answer: "));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/q/health/ready");
  }
}
