package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house: which room knows which, and what stands in a room. */
class RoomsTest {

  /**
   * What each room may import. Upwards only by events; rooms of one floor do not know each other.
   */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          // floor 0
          Map.entry("time", Set.of()),
          Map.entry("text", Set.of()),
          Map.entry("database", Set.of("time")),
          Map.entry("visitor", Set.of("database")),
          Map.entry("cache", Set.of("database")),
          Map.entry("http", Set.of("cache", "database", "time")),
          Map.entry("access", Set.of("database", "http", "time", "text")),
          // floor 1
          Map.entry("body", Set.of("http", "text", "time")),
          Map.entry("term", Set.of("cache", "database", "http", "text")),
          Map.entry("author", Set.of("access", "database", "http", "term", "text", "time")),
          Map.entry("taxonomy", Set.of("access", "database", "http", "term", "text", "time")),
          // floor 2
          Map.entry(
              "edition",
              Set.of(
                  "access",
                  "author",
                  "body",
                  "cache",
                  "database",
                  "http",
                  "taxonomy",
                  "term",
                  "text",
                  "time")),
          // floor 3
          Map.entry(
              "article",
              Set.of(
                  "access",
                  "author",
                  "body",
                  "database",
                  "edition",
                  "http",
                  "taxonomy",
                  "term",
                  "text",
                  "time")),
          Map.entry(
              "comment",
              Set.of(
                  "access",
                  "author",
                  "database",
                  "edition",
                  "http",
                  "taxonomy",
                  "text",
                  "time",
                  "visitor")),
          Map.entry("feed", Set.of("edition", "http", "term", "text")),
          Map.entry(
              "view", Set.of("access", "database", "edition", "http", "text", "time", "visitor")),
          Map.entry(
              "search",
              Set.of("access", "cache", "database", "edition", "http", "term", "text", "time")),
          // floor 4
          Map.entry("event", Set.of("cache", "database", "edition", "http", "term", "time")),
          // floor 5
          Map.entry("webhook", Set.of("access", "database", "event", "http", "text", "time")),
          Map.entry(
              "sample",
              Set.of(
                  "access",
                  "article",
                  "author",
                  "comment",
                  "database",
                  "http",
                  "taxonomy",
                  "time",
                  "view")));

  /** Services that have a better name than Service. */
  private static final Set<String> SERVICES =
      Set.of(
          "io.masthead.access.Audit",
          "io.masthead.http.Idempotency",
          "io.masthead.edition.Editions",
          "io.masthead.sample.SampleNewsroom",
          "io.masthead.search.SearchIndex",
          "io.masthead.view.ViewLedger");

  private static final List<Class<? extends Annotation>> VERBS =
      List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.masthead");

  @Test
  void a_room_imports_only_what_it_may() {
    assertEquals(Set.of(), doors(HOUSE));
  }

  @Test
  void entities_repositories_resources_and_jobs_stay_in_their_room() {
    assertEquals(Set.of(), shown(HOUSE));
  }

  @Test
  void transactions_begin_in_services() {
    assertEquals(Set.of(), transactionsElsewhere(HOUSE));
  }

  @Test
  void no_resource_uses_a_repository() {
    assertEquals(Set.of(), resourcesWithRepositories(HOUSE));
  }

  @Test
  void every_resource_method_says_who_may_call_it() {
    assertEquals(Set.of(), open(HOUSE));
  }

  @Test
  void every_room_says_what_it_is_for() {
    Set<String> missing = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      String room = room(type);
      if (!room.isEmpty() && !HOUSE.contain("io.masthead." + room + ".package-info")) {
        missing.add(room);
      }
    }
    // A package-info without an annotation leaves no class; its source is what is read.
    missing.removeIf(
        room -> Files.exists(Path.of("src/main/java/io/masthead", room, "package-info.java")));
    assertEquals(Set.of(), missing);
  }

  @Test
  void each_rule_can_be_broken(@TempDir Path directory) throws IOException {
    JavaClasses broken =
        compile(
            directory,
            Map.of(
                "io.masthead.http.Leak",
                """
                package io.masthead.http;
                public class Leak { io.masthead.edition.Shown shown; }
                """,
                "io.masthead.attic.Unknown",
                """
                package io.masthead.attic;
                public class Unknown { io.masthead.edition.Shown shown; }
                """,
                "io.masthead.edition.Shown",
                """
                package io.masthead.edition;
                @jakarta.persistence.Entity
                public class Shown {}
                """,
                "io.masthead.edition.ShownRepository",
                """
                package io.masthead.edition;
                public class ShownRepository {}
                """,
                "io.masthead.edition.ShownJob",
                """
                package io.masthead.edition;
                public class ShownJob {
                  @io.quarkus.scheduler.Scheduled(every = "1h") void run() {}
                }
                """,
                "io.masthead.edition.OpenResource",
                """
                package io.masthead.edition;
                @jakarta.ws.rs.Path("/open")
                public class OpenResource {
                  ShownRepository repository;
                  @jakarta.ws.rs.GET
                  @jakarta.transaction.Transactional
                  public String get() { return ""; }
                }
                """));
    assertEquals(
        Set.of("attic is no room of the table", "http.Leak imports edition.Shown"), doors(broken));
    assertEquals(
        Set.of(
            "edition.OpenResource", "edition.Shown", "edition.ShownJob", "edition.ShownRepository"),
        shown(broken));
    assertEquals(Set.of("edition.OpenResource"), transactionsElsewhere(broken));
    assertEquals(
        Set.of("edition.OpenResource uses edition.ShownRepository"),
        resourcesWithRepositories(broken));
    assertEquals(Set.of("edition.OpenResource.get"), open(broken));
  }

  private static JavaClasses compile(Path directory, Map<String, String> sources)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", "" + directory));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = directory.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, result, "the broken house does not compile");
    return new ClassFileImporter().importPath(directory);
  }

  private static Set<String> doors(JavaClasses house) {
    Set<String> broken = new TreeSet<>();
    for (JavaClass type : house) {
      String room = room(type);
      if (room.isEmpty()) {
        continue;
      }
      if (!MAY_IMPORT.containsKey(room)) {
        broken.add(room + " is no room of the table");
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String other = room(dependency.getTargetClass().getBaseComponentType());
        if (!other.isEmpty() && !other.equals(room) && !MAY_IMPORT.get(room).contains(other)) {
          broken.add(
              name(type) + " imports " + name(dependency.getTargetClass().getBaseComponentType()));
        }
      }
    }
    return broken;
  }

  private static Set<String> shown(JavaClasses house) {
    Set<String> shown = new TreeSet<>();
    for (JavaClass type : house) {
      boolean job = type.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(Scheduled.class));
      boolean inner =
          type.isAnnotatedWith(Entity.class) || isRepository(type) || isResource(type) || job;
      if (inner && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        shown.add(name(type));
      }
    }
    return shown;
  }

  private static Set<String> transactionsElsewhere(JavaClasses house) {
    Set<String> elsewhere = new TreeSet<>();
    for (JavaClass type : house) {
      boolean transactional =
          type.isAnnotatedWith(Transactional.class)
              || type.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(Transactional.class));
      boolean service =
          type.getSimpleName().endsWith("Service") || SERVICES.contains(type.getName());
      if (transactional && !service) {
        elsewhere.add(name(type));
      }
    }
    return elsewhere;
  }

  private static Set<String> resourcesWithRepositories(JavaClasses house) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : house) {
      if (isResource(type)) {
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(RoomsTest::isRepository)
            .forEach(repository -> found.add(name(type) + " uses " + name(repository)));
      }
    }
    return found;
  }

  private static Set<String> open(JavaClasses house) {
    Set<String> open = new TreeSet<>();
    for (JavaClass type : house) {
      if (!isResource(type) || saysWho(type)) {
        continue;
      }
      for (JavaMethod method : type.getMethods()) {
        if (VERBS.stream().anyMatch(method::isAnnotatedWith) && !saysWho(method)) {
          open.add(name(type) + "." + method.getName());
        }
      }
    }
    return open;
  }

  private static boolean saysWho(CanBeAnnotated element) {
    return element.isAnnotatedWith(RolesAllowed.class)
        || element.isAnnotatedWith(PermitAll.class)
        || element.isAnnotatedWith(DenyAll.class);
  }

  private static boolean isResource(JavaClass type) {
    return type.isAnnotatedWith(jakarta.ws.rs.Path.class);
  }

  private static boolean isRepository(JavaClass type) {
    return room(type).length() > 0 && type.getSimpleName().endsWith("Repository");
  }

  /** The room a class stands in; empty for one in the hall, or of another house. */
  private static String room(JavaClass type) {
    String[] steps = type.getPackageName().split("\\.");
    return type.getPackageName().startsWith("io.masthead.") ? steps[2] : "";
  }

  private static String name(JavaClass type) {
    assertTrue(type.getName().startsWith("io.masthead."));
    return type.getName().substring("io.masthead.".length());
  }
}
