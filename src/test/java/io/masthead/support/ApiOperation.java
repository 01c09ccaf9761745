package io.masthead.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One operation of one of the two documents. */
public record ApiOperation(String document, String method, String path, JsonNode node) {

  public String id() {
    return node.path("operationId").asText();
  }

  /** One of its answers, as {@link ContractCoverage} knows it. */
  String answer(String status) {
    return document + " " + id() + " " + status;
  }

  public boolean isManagement() {
    return document.equals("management");
  }

  /** The parameters that stand in {@code query}, {@code path} or {@code header}. */
  public List<JsonNode> parameters(String in) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode parameter : node.path("parameters")) {
      if (parameter.path("in").asText().equals(in)) {
        found.add(parameter);
      }
    }
    return found;
  }

  public boolean takesHeader(String name) {
    return parameters("header").stream().anyMatch(p -> p.path("name").asText().equals(name));
  }

  /** Whether it is for the writer of a comment, who was given a token for it. */
  public boolean takesEditToken() {
    return node.path("security").findValue("editToken") != null;
  }

  /** The JSON that the operation takes, by its schema. */
  public Optional<JsonNode> bodySchema() {
    JsonNode content = node.path("requestBody").path("content");
    for (String type : List.of("application/json", "application/merge-patch+json")) {
      if (content.has(type)) {
        return Optional.of(content.get(type).path("schema"));
      }
    }
    return Optional.empty();
  }

  public String bodyType() {
    return node.path("requestBody").path("content").has("application/json")
        ? "application/json"
        : "application/merge-patch+json";
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
