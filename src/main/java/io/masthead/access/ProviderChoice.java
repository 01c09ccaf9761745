package io.masthead.access;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Whether tokens of an identity provider are taken: where {@code quarkus.oidc.auth-server-url}
 * names one. Without, nothing of it runs. Decided while the configuration is read, before the
 * framework looks at it; one that would let in whoever has any token of the provider stops the
 * start.
 */
public final class ProviderChoice implements ConfigSourceFactory {

  static final String ENABLED = "quarkus.oidc.tenant-enabled";

  private static final String URL = "quarkus.oidc.auth-server-url";
  private static final String AUDIENCE = "masthead.oidc.audience";
  private static final String ROLES = "masthead.oidc.roles";

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    // The build reads the configuration too, and would bake the answer in.
    if (Application.currentApplication() == null) {
      return List.of();
    }
    if (value(context, URL) == null) {
      return source(Map.of(ENABLED, "false"));
    }
    String audience = value(context, AUDIENCE);
    if (audience == null) {
      throw new ConfigurationException(
          "MASTHEAD_OIDC_AUDIENCE must be set with QUARKUS_OIDC_AUTH_SERVER_URL: whom tokens are for");
    }
    String roles = value(context, ROLES);
    if (roles == null) {
      throw new ConfigurationException(
          "MASTHEAD_OIDC_ROLES must be set with QUARKUS_OIDC_AUTH_SERVER_URL: the provider's roles"
              + " with ours, such as newsroom-editors=editor,newsroom-admins=administrator");
    }
    try {
      RoleNames.of(List.of(roles.split(",")));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("MASTHEAD_OIDC_ROLES: " + e.getMessage());
    }
    return source(Map.of("quarkus.oidc.token.audience", audience));
  }

  private static List<ConfigSource> source(Map<String, String> values) {
    // Below everything a person may set.
    return List.of(new PropertiesConfigSource(values, "identity provider", 50));
  }

  private static String value(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    return value == null || value.getValue() == null || value.getValue().isBlank()
        ? null
        : value.getValue().strip();
  }
}
