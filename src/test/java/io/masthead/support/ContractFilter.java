package io.masthead.support;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds every answer that any test sees against the documents, without a test asking for it, and
 * notes it for the {@link ContractCoverage}.
 */
public final class ContractFilter
    implements Filter, QuarkusTestBeforeEachCallback, QuarkusTestAfterAllCallback {

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    if (RestAssured.filters().stream().noneMatch(ContractFilter.class::isInstance)) {
      RestAssured.filters(this);
    }
  }

  @Override
  public void afterAll(QuarkusTestContext context) {
    ContractCoverage.add(Contract.committed().seen());
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification wanted,
      FilterContext context) {
    Secrets.ofAuthorization(request.getHeaders().getValue("Authorization"));
    Secrets.ofBody(request.getBody());
    Response response = context.next(request, wanted);
    URI uri = URI.create(request.getURI());
    if (uri.getPort() != RestAssured.port) {
      return response;
    }
    byte[] body = response.asByteArray();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    check(request.getMethod(), uri.getRawPath() + query, answer(response, body));
    return new ResponseBuilder().clone(response).setBody(body).build();
  }

  /** Fails where the answer breaks the contract. */
  static void check(String method, String target, Contract.Answer answer) {
    Secrets.ofAnswer(answer);
    Contract.committed().see(method, target, answer.status());
    List<String> faults = Contract.committed().faults(method, target, answer);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "The answer to " + method + " " + target + " breaks the contract: " + faults);
    }
  }

  private static Contract.Answer answer(Response response, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : response.headers()) {
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b);
    }
    return new Contract.Answer(response.statusCode(), headers, body);
  }
}
