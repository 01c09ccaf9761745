package io.masthead.owasp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.junit.jupiter.api.Test;

/**
 * API9, improper inventory management: what the running program answers is what the documents tell
 * of, neither more nor less, and what else it has is on a short list.
 */
@QuarkusTest
class Api9InventoryTest {

  /** What the server has besides the operations; the management port has another router. */
  private static final Set<String> PAGES =
      Set.of(
          // The operations'.
          "/",
          "/docs",
          "/docs/",
          "/docs/*",
          "/openapi/delivery",
          "/openapi/delivery.json",
          "/openapi/delivery.yaml",
          "/openapi/delivery.yml",
          "/openapi/management",
          "/openapi/management.json",
          "/openapi/management.yaml",
          "/openapi/management.yml",
          "/sample",
          "/sample/",
          "/sample/*");

  @Inject Router router;

  private static Set<String> documented() {
    Set<String> operations = new TreeSet<>();
    for (ApiOperation operation : Contract.committed().operations()) {
      operations.add(operation.method() + " " + shape(operation.path()));
    }
    return operations;
  }

  private static String shape(String path) {
    return path.replaceAll("\\{[^}]*}", "{}").replaceAll("(.)/$", "$1");
  }

  @Test
  void every_endpoint_of_the_running_program_is_documented_and_every_operation_is_there() {
    Set<String> served = new TreeSet<>();
    for (RequestMapper.RequestPath<RestInitialHandler.InitialMatch> start :
        ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
      Arrays.stream(start.value.handlers)
          .filter(ClassRoutingHandler.class::isInstance)
          .map(ClassRoutingHandler.class::cast)
          .forEach(
              resource ->
                  resource
                      .getMappers()
                      .forEach((method, ends) -> add(served, method, start.template, ends)));
    }
    served.removeIf(endpoint -> endpoint.matches("(HEAD|OPTIONS) .*"));
    assertEquals(documented(), served);
  }

  private static void add(
      Set<String> served, String method, URITemplate start, RequestMapper<RuntimeResource> ends) {
    ends.getTemplates()
        .forEach(end -> served.add(method + " " + shape(start.template + end.template.template)));
  }

  @Test
  void the_server_routes_nothing_but_the_operations_and_a_few_pages() {
    Set<String> others = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      String path = route.getPath();
      // Routes without a path are filters, and the way to the operations.
      if (path != null && !PAGES.contains(path) && !PAGES.contains(path + "*")) {
        others.add(route.methods() + " " + path);
      }
    }
    assertEquals(Set.of(), others);
    assertTrue(
        router.getRoutes().stream().anyMatch(route -> "/docs".equals(route.getPath())),
        "The list must be of the router that serves.");
  }

  /** Static files are served by the router whatever the documents say. */
  @Test
  void no_file_is_served_but_the_sample_page() throws Exception {
    Set<String> top = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/META-INF/resources"))) {
      files.forEach(file -> top.add(file.getFileName().toString()));
    }
    assertEquals(Set.of("sample"), top);
  }

  /** There is one version; an older one that nobody looks after any more would be found here. */
  @Test
  void there_is_one_version_of_each_side_and_no_other_answers() {
    Set<String> prefixes = new TreeSet<>();
    for (ApiOperation operation : Contract.committed().operations()) {
      String[] segments = operation.path().split("/");
      prefixes.add("/" + segments[1] + "/" + segments[2]);
      assertFalse(operation.node().path("deprecated").asBoolean(), operation.toString());
    }
    assertEquals(Set.of("/api/v1", "/manage/v1"), prefixes);
    for (String version : List.of("v0", "v2", "v1.0", "V1", "v1beta", "latest", "")) {
      for (String path : List.of("/api/%s/articles", "/manage/%s/keys")) {
        String target = path.formatted(version);
        int status = RawHttp.request("GET", target).as("administrator").send().status();
        assertTrue(status == 404 || status == 400, target + ": " + status);
      }
    }
  }
}
