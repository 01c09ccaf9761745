package io.masthead.owasp;

import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import java.util.List;

/** The least valid request to an operation, at a path of the test's, with a key of its choice. */
final class Asked {

  private Asked() {}

  static List<ApiOperation> operations() {
    return Contract.committed().operations();
  }

  static ApiOperation operation(String id) {
    return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  static RawHttp of(ApiOperation operation, String path) {
    RawHttp request = RawHttp.request(operation.method(), path + Resources.required(operation));
    if (operation.takesHeader("If-Match")) {
      request.header("If-Match", "*");
    }
    operation
        .bodySchema()
        .ifPresent(
            schema ->
                request.body(operation.bodyType(), Samples.of(operation).least(schema).toString()));
    return request;
  }

  /** As a role does, or as nobody where there is none. */
  static Contract.Answer as(String role, ApiOperation operation, String path) {
    RawHttp request = of(operation, path);
    return (role == null ? request : request.as(role)).send();
  }
}
