package io.masthead.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** Empties what would tell of readers: who they are, and what they look for. */
@Singleton
class TraceDiscretion implements SpanProcessor {

  /** By the conventions of OpenTelemetry; an attribute cannot be taken away again. */
  private static final List<AttributeKey<String>> OF_READERS =
      List.of(
          AttributeKey.stringKey("client.address"),
          AttributeKey.stringKey("network.peer.address"),
          AttributeKey.stringKey("user_agent.original"),
          AttributeKey.stringKey("url.query"));

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    for (AttributeKey<String> key : OF_READERS) {
      if (span.getAttribute(key) != null) {
        span.setAttribute(key, "");
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}
}
