package io.masthead.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.masthead.support.Contract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signatures, by the library that Standard Webhooks publishes. */
class SecretTest {

  @Test
  void a_signature_is_the_one_that_the_library_makes() throws Exception {
    Secret secret = Secret.fresh();
    assertTrue(secret.told().matches("whsec_[A-Za-z0-9+/]{43}="), "it has 32 octets");
    Instant at = Instant.ofEpochSecond(1_900_000_000);
    for (String body : List.of("{}", "{\"title\": \"мост \uD83C\uDF09\"}")) {
      assertEquals(
          new Webhook(secret.told()).sign("msg", at.getEpochSecond(), body),
          secret.sign("msg", at, body));
    }
  }

  @Test
  void the_examples_of_the_document_are_signed_with_the_secret_that_it_names() throws Exception {
    JsonNode document = Contract.committed().document("management");
    List<String> types = new ArrayList<>();
    for (Map.Entry<String, JsonNode> webhook : document.path("webhooks").properties()) {
      JsonNode operation = webhook.getValue().path("post");
      Map<String, String> headers = new TreeMap<>();
      operation
          .path("parameters")
          .forEach(
              header ->
                  headers.put(
                      header.path("name").asText(), header.at("/schema/examples/0").asText()));
      JsonNode message = operation.at("/requestBody/content/application~1json/example");
      String description = operation.path("description").asText();
      String secret = description.replaceFirst("(?s).*(whsec_\\S+=)\\.$", "$1");
      assertEquals(
          new Webhook(secret)
              .sign(
                  headers.get("webhook-id"),
                  Long.parseLong(headers.get("webhook-timestamp")),
                  message.toString()),
          headers.get("webhook-signature"),
          webhook.getKey());
      assertEquals(webhook.getKey(), message.path("type").asText());
      types.add(webhook.getKey());
    }
    List<String> wanted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      wanted.add(topic.told());
    }
    wanted.add("webhook.test");
    assertEquals(wanted, types);
  }
}
