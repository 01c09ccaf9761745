package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the build writes for Kubernetes is what Kubernetes takes, and as safe as the container. */
class KubernetesIT {

  private static final Path WRITTEN = Path.of("target/kubernetes/kubernetes.yml");

  /** The versions of the kinds that are in it; what else comes has to be added here. */
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1 Service", Service.class,
          "apps/v1 Deployment", Deployment.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

  private final ObjectMapper yaml = new YAMLMapper();

  private Map<String, HasMetadata> written() throws IOException {
    Map<String, HasMetadata> all = new TreeMap<>();
    List<JsonNode> documents =
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(new YAMLFactory().createParser(Files.newInputStream(WRITTEN)))
            .readAll();
    for (JsonNode document : documents) {
      String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
      assertTrue(KINDS.containsKey(kind), kind);
      all.put(document.path("kind").asText(), yaml.treeToValue(document, KINDS.get(kind)));
    }
    return all;
  }

  @Test
  void every_member_is_one_that_kubernetes_knows() throws Exception {
    Map<String, HasMetadata> all = written();
    assertEquals(KINDS.size(), all.size());
    for (HasMetadata resource : all.values()) {
      assertEquals("masthead", resource.getMetadata().getName());
      assertKnown(resource, resource.getKind());
    }
  }

  /** What a kind has no member for is held beside the members. */
  private static void assertKnown(Object value, String at) throws ReflectiveOperationException {
    if (value instanceof List<?> items) {
      for (Object item : items) {
        assertKnown(item, at);
      }
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
      for (Field field : value.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Object member = field.get(value);
          if (field.getName().equals("additionalProperties")) {
            assertEquals(Map.of(), member == null ? Map.of() : member, at);
          } else {
            assertKnown(member, at + "." + field.getName());
          }
        }
      }
    }
  }

  @Test
  void a_replica_may_do_nothing_but_serve_and_is_probed_where_it_tells_its_health()
      throws Exception {
    Deployment deployment = (Deployment) written().get("Deployment");
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertEquals(10001L, pod.getSecurityContext().getRunAsUser());
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
    assertFalse(pod.getAutomountServiceAccountToken());
    assertEquals(1, pod.getContainers().size());
    Container container = pod.getContainers().get(0);
    assertEquals("masthead", container.getName());
    assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
    assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
    assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
    assertEquals("1Gi", container.getResources().getLimits().get("memory").toString());
    assertEquals("512Mi", container.getResources().getRequests().get("memory").toString());
    assertEquals("250m", container.getResources().getRequests().get("cpu").toString());
    assertProbed("/q/health/live", container.getLivenessProbe());
    assertProbed("/q/health/ready", container.getReadinessProbe());
    assertProbed("/q/health/started", container.getStartupProbe());
    assertTrue(container.getImage().matches("(.*/)?masthead:\\d.*"), container.getImage());
    // Longer than it takes to be seen, and then to finish what runs.
    assertTrue(pod.getTerminationGracePeriodSeconds() >= 10 + 10 + 10);
  }

  private static void assertProbed(String path, Probe probe) {
    assertEquals(path, probe.getHttpGet().getPath());
    assertEquals(9000, probe.getHttpGet().getPort().getIntVal());
    assertEquals("HTTP", probe.getHttpGet().getScheme());
  }

  @Test
  void what_selects_the_replicas_selects_those_of_the_deployment() throws Exception {
    Map<String, HasMetadata> all = written();
    Deployment deployment = (Deployment) all.get("Deployment");
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    for (Map<String, String> selector :
        List.of(
            deployment.getSpec().getSelector().getMatchLabels(),
            ((Service) all.get("Service")).getSpec().getSelector(),
            ((PodDisruptionBudget) all.get("PodDisruptionBudget"))
                .getSpec()
                .getSelector()
                .getMatchLabels())) {
      assertFalse(selector.isEmpty());
      assertTrue(labels.entrySet().containsAll(selector.entrySet()), selector + " of " + labels);
    }
    HorizontalPodAutoscaler scaler = (HorizontalPodAutoscaler) all.get("HorizontalPodAutoscaler");
    assertEquals("masthead", scaler.getSpec().getScaleTargetRef().getName());
    assertEquals(2, scaler.getSpec().getMinReplicas());
  }

  @Test
  void the_same_sources_give_the_same_file_on_every_machine() throws IOException {
    String text = Files.readString(WRITTEN);
    for (String own :
        List.of("build-timestamp", "commit-id", "vcs-uri", System.getProperty("user.name") + "/")) {
      assertFalse(text.contains(own), own);
    }
  }
}
