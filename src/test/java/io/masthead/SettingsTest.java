package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator may set: all of it stands in the README, and what is wrong stops the start. */
class SettingsTest {

  /** Set by the program itself for itself. */
  private static final String OWN = "masthead.database.cluster";

  /** Any text is one: a directory, and what is looked at with the identity provider's address. */
  private static final Set<String> FREE =
      Set.of("masthead.data", "masthead.oidc.audience", "masthead.oidc.roles");

  /** One row tells of the settings of each kind of answer. */
  private static final Pattern OF_A_KIND =
      Pattern.compile("masthead\\.http\\.(article|list|term|comments|counts|feed)\\..*");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(MASTHEAD_\\w+)` \\| `(masthead\\.[a-z.-]+)` \\| ([^|]*) \\|.*$");
  private static final Pattern LITERAL = Pattern.compile("`([^`]*)`.*");

  private static final List<Class<?>> MAPPINGS =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("io.masthead")
              .stream()
              .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
              .<Class<?>>map(type -> type.reflect())
              .toList();

  /** By name, with the default, or null. */
  static Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>();
    MAPPINGS.forEach(mapping -> all.putAll(ConfigClass.configClass(mapping).getProperties()));
    all.keySet().removeIf(name -> name.equals(OWN) || name.endsWith("[*]"));
    // Read before there are mappings.
    all.put("masthead.data", "masthead-data");
    return all;
  }

  static List<String> names() {
    return settings().keySet().stream().filter(name -> !FREE.contains(name)).toList();
  }

  private static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  @Test
  void each_stands_in_the_readme_with_its_default_and_nothing_else_does() throws IOException {
    Set<String> told = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
    Map<String, String> settings = settings();
    while (row.find()) {
      String name = row.group(2);
      assertEquals(variable(name), row.group(1));
      assertTrue(settings.containsKey(name), name + " is no setting");
      assertTrue(told.add(name), name + " stands there twice");
      Matcher literal = LITERAL.matcher(row.group(3));
      assertEquals(settings.get(name), literal.matches() ? literal.group(1) : null, name);
    }
    Set<String> all =
        settings.keySet().stream()
            .filter(name -> !OF_A_KIND.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, told);
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_is_no_value_stops_the_start_in_a_line_that_names_the_key(String name) {
    assertRefused(name, "no\u0007ne");
  }

  @ParameterizedTest
  @CsvSource({
    "masthead.wrong-keys-per-minute, -1",
    "masthead.views.window, -1",
    "masthead.views.window, 1441",
    "masthead.http.max-age, -1",
    "masthead.http.list.shared-max-age, -1",
    "masthead.http.cache-tags, x-tags",
    "masthead.http.body-timeout, 0s",
    "masthead.http.delivery-max-body, 0",
    "masthead.http.trusted-proxies, 10.0.0.0/x",
    "masthead.http.trusted-proxies, 10.0.0.0/33",
    "masthead.http.trusted-proxies, proxy.example",
    "masthead.http.trusted-proxies, '10.0.0.0/8,ten'",
    "masthead.http.management-origins, desk.example",
    "masthead.http.management-origins, https://desk.example/",
    "masthead.cache.counts-behind, -1s",
    "masthead.comments.close-after-days, -1",
    "masthead.events.heartbeat, 0s",
    "masthead.webhooks.pauses, '1s,-1s'",
    "masthead.feeds.entries, 0",
    "masthead.feeds.entries, 101",
    "masthead.feeds.hub, hub.example",
    "masthead.language, english_",
    "masthead.sample, ture",
    "masthead.articles.lock-lease, 0s",
    "masthead.site.name, ' '",
    "masthead.site.url, x",
    "masthead.site.url, /api",
    "masthead.site.url, ftp://news.example",
    "masthead.site.url, https://",
    "masthead.site.url, https://жаңалық.example",
    "masthead.site.api-url, https://жаңалық.example",
    "masthead.site.article-url, x",
    "masthead.site.article-url, /articles/{slug}",
    "masthead.site.article-url, ftp://news.example/{slug}",
    "masthead.site.article-url, javascript:{slug}",
    "masthead.site.article-url, https://news.example/",
    "masthead.site.article-url, https://news.example/{slug}/{author}",
    "masthead.site.article-url, https://news.example/{slug}/{}",
    "masthead.site.article-url, https://news.example/{slug",
    "masthead.site.article-url, https://news.example/{slug}/}",
    "masthead.site.article-url, https://news.example/{slug} x",
    "masthead.site.article-url, https:///{slug}",
    "masthead.site.preview-url, https://news.example/",
    "masthead.site.preview-url, {token}",
    "masthead.site.preview-url, ftp://a.example/{token}",
  })
  void so_does_a_value_out_of_bounds(String name, String value) {
    assertRefused(name, value);
  }

  @Test
  void the_administrators_key_is_not_told_where_it_is_refused() {
    for (String key : List.of("too-short", "with a space in its middle")) {
      assertFalse(assertRefused("masthead.admin-key", key).contains(key));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "masthead.http.trusted-proxies, '10.0.0.0/8,192.0.2.7,fd00::/8'",
    "masthead.http.management-origins, 'https://desk.example,http://localhost:3000'",
    "masthead.http.feed.stale-if-error, 0",
    "masthead.cache.counts-behind, 0s",
    "masthead.feeds.hub, https://hub.example/",
    "masthead.language, kk-Latn",
    "masthead.sample, NO",
    "masthead.admin-key, mh_sixteen-signs-or-more",
    "masthead.site.article-url, https://{lang}.news.example/{section}/{slug}?from={id}",
    "masthead.site.preview-url, https://news.example/preview?token={token}",
  })
  void what_is_one_is_taken(String name, String value) {
    read(Map.of(variable(name), value));
  }

  private static String assertRefused(String name, String value) {
    String message =
        assertThrows(
                ConfigValidationException.class,
                () -> read(Map.of(variable(name), value)),
                name + "=" + value)
            .getMessage();
    List<String> lines = message.lines().toList();
    assertEquals(2, lines.size(), message);
    assertTrue(lines.get(1).contains(name), message);
    return message;
  }

  private static void read(Map<String, String> environment) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withSources(new EnvConfigSource(environment, 300));
    MAPPINGS.forEach(builder::withMapping);
    builder.build();
  }
}
