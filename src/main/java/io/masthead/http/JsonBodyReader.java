package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Reads every JSON body: bounded, in strict UTF-8, bound and validated before a resource sees it.
 */
@Provider
@Priority(Priorities.USER - 1000)
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
class JsonBodyReader implements ServerMessageBodyReader<Object> {

  @Inject JsonBinder binder;
  @Inject HttpConfig config;
  @Inject RoutingContext routing;

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo method, MediaType mediaType) {
    return type.isRecord() || type == MergePatch.class;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord() || type == MergePatch.class;
  }

  @Override
  public Object readFrom(
      Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext context)
      throws IOException {
    return read(type, context.getInputStream());
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return read(type, body);
  }

  private Object read(Class<?> type, InputStream in) throws IOException {
    String wanted = type == MergePatch.class ? MergePatch.MEDIA_TYPE : MediaType.APPLICATION_JSON;
    // A body that does not say what it is has been matched with any resource.
    if (!wanted.equals(OptionalBody.mediaType(routing))) {
      ProblemException refused =
          new ProblemException(
              ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body's Content-Type is not accepted here.");
      throw type == MergePatch.class
          ? refused.with("Accept-Patch", MergePatch.MEDIA_TYPE)
          : refused;
    }
    long limit = config.maxBody(routing.request().path());
    byte[] body = in.readNBytes((int) limit + 1);
    if (body.length > limit) {
      throw Edge.tooLarge(limit);
    }
    if (type != MergePatch.class) {
      return binder.read(body, type);
    }
    JsonNode tree = binder.tree(body);
    if (tree instanceof ObjectNode patch) {
      return new MergePatch(patch);
    }
    throw ProblemException.badRequest(
        Fault.at("", "invalid_type", "a merge patch of a resource is an object"));
  }
}
