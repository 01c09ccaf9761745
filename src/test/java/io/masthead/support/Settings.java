package io.masthead.support;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the program reads them from its environment. */
public final class Settings {

  private Settings() {}

  public static <T> T of(Class<T> mapping, Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(mapping)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(mapping);
  }
}
