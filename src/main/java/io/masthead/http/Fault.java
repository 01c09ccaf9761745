package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing wrong with a request: where it stands and what is wrong with it. Exactly one of {@code
 * pointer}, {@code parameter} and {@code header} is set.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "One fault of a request; exactly one of pointer, parameter and header says where.")
public record Fault(
    @Schema(description = "RFC 6901 pointer into the request's body", examples = "/author/name")
        String pointer,
    @Schema(description = "Name of the query or path parameter", examples = "limit")
        String parameter,
    @Schema(description = "Name of the request header", examples = "If-Match") String header,
    @Schema(required = true, description = "Stable code for programs", examples = "required")
        String code,
    @Schema(required = true, description = "What is wrong, for people") String detail) {

  public static Fault at(String pointer, String code, String detail) {
    return new Fault(pointer, null, null, code, detail);
  }

  public static Fault parameter(String name, String code, String detail) {
    return new Fault(null, name, null, code, detail);
  }

  public static Fault header(String name, String code, String detail) {
    return new Fault(null, null, name, code, detail);
  }
}
