package io.masthead;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells of variables and properties that look like settings and are none, such as those with a slip
 * of the pen, which nothing else would notice. They do not stop the start: what is to be set in a
 * release after this one may be there already, and orchestrators put variables of their own beside
 * ours.
 */
@ApplicationScoped
class UnknownSettings {

  private static final Logger LOG = Logger.getLogger("io.masthead");

  private static final String PREFIX = "MASTHEAD_";

  /** What Kubernetes and Docker tell of services whose names begin with ours. */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "MASTHEAD_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

  @Inject BeanManager beans;

  void tell(@Observes StartupEvent event) {
    Set<String> given = new TreeSet<>(System.getenv().keySet());
    given.addAll(System.getProperties().stringPropertyNames());
    lines(given, known()).forEach(LOG::warn);
  }

  /** The settings as properties; all of them are read through mappings, but one. */
  Set<String> known() {
    Set<String> known = new TreeSet<>();
    // Read before there are mappings.
    known.add("masthead.data");
    beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .flatMap(bean -> bean.getTypes().stream())
        .filter(UnknownSettings::isMapping)
        .distinct()
        .forEach(
            type ->
                known.addAll(ConfigClass.configClass((Class<?>) type).getProperties().keySet()));
    return known;
  }

  private static boolean isMapping(Type type) {
    return type instanceof Class<?> mapping
        && mapping.isAnnotationPresent(ConfigMapping.class)
        && mapping.getName().startsWith("io.masthead.");
  }

  /** A line for each name that is given, looks like a setting, and is none. */
  static List<String> lines(Collection<String> given, Set<String> known) {
    Set<String> variables = new TreeSet<>(SecretFiles.variables());
    known.forEach(property -> variables.add(variable(property)));
    return given.stream()
        .filter(name -> name.startsWith(PREFIX) || name.startsWith("masthead."))
        .filter(name -> !known.contains(name) && !variables.contains(name))
        .filter(name -> !OF_SERVICES.matcher(name).matches())
        .sorted()
        .map(name -> line(name, name.startsWith(PREFIX) ? variables : known))
        .toList();
  }

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String line(String name, Set<String> settings) {
    Optional<String> meant =
        settings.stream()
            .min(Comparator.comparingInt(setting -> distance(name, setting)))
            .filter(setting -> distance(name, setting) <= Math.max(2, name.length() / 6));
    return "%s is no setting and is passed over%s"
        .formatted(name, meant.map(setting -> "; " + setting + " is one").orElse(""));
  }

  /** How many letters one has to put in, take out or change to make one of the other. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
