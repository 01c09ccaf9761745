package io.masthead.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers of management: the resource with the strong ETag of its version. */
public final class ManagementAnswer {

  private ManagementAnswer() {}

  public static Response of(Object resource, int version) {
    return moved(resource, version).toResponse();
  }

  /** After a move, whose answers the document describes by rule. */
  public static <T> RestResponse<T> moved(T resource, int version) {
    return RestResponse.ResponseBuilder.ok(resource)
        .header(HttpHeaders.ETAG, IfMatch.tag(version))
        .build();
  }

  /** 201 with the address of what was made, relative to this host (RFC 9110, 10.2.2). */
  public static Response created(String path, Object resource, int version) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, path)
        .header(HttpHeaders.ETAG, IfMatch.tag(version))
        .entity(resource)
        .build();
  }
}
