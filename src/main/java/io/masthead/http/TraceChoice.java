package io.masthead.http;

import io.quarkus.runtime.Application;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Whether requests are traced: where {@code OTEL_EXPORTER_OTLP_ENDPOINT} names somewhere to send
 * traces to. Without, nothing of it runs.
 */
public final class TraceChoice implements ConfigSourceFactory {

  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

  private static final Map<String, String> OFF =
      Map.of(
          "quarkus.otel.sdk.disabled", "true",
          "quarkus.otel.instrument.vertx-http", "false",
          "quarkus.otel.instrument.vertx-event-bus", "false",
          "quarkus.datasource.\"<default>\".jdbc.telemetry", "false",
          "quarkus.datasource.\"standby\".jdbc.telemetry", "false");

  /** Above what the build was told, which includes the spans of SQL. */
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    // The build reads the configuration too, and would bake the answer in.
    if (Application.currentApplication() == null) {
      return List.of();
    }
    ConfigValue endpoint = context.getValue(ENDPOINT);
    boolean named =
        endpoint != null && endpoint.getValue() != null && !endpoint.getValue().isBlank();
    return List.of(
        new PropertiesConfigSource(
            named ? Map.of("quarkus." + ENDPOINT, endpoint.getValue().strip()) : OFF,
            "tracing",
            ORDINAL));
  }
}
