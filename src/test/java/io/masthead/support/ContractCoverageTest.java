package io.masthead.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractCoverageTest {

  private static final String NAME = ContractCoverageTest.class.getName();

  @Test
  void what_was_not_seen_is_missing_and_what_is_not_told_is_found() {
    ContractCoverage coverage =
        new ContractCoverage(
            Set.of(NAME), Set.of("delivery getArticle 200", "delivery getArticle 299"));
    assertFalse(coverage.missing().contains("GET /api/v1/articles/{article} 200"));
    assertTrue(coverage.missing().contains("GET /api/v1/articles/{article} 404"));
    assertEquals(Set.of("delivery getArticle 299"), coverage.untold());
  }

  @Test
  void a_run_of_some_tests_is_told_from_a_whole_one() {
    Set<String> others = new ContractCoverage(Set.of(NAME), Set.of()).notRun();
    assertFalse(others.contains(NAME));
    assertTrue(others.contains("io.masthead.ContractTest"));
    assertFalse(others.contains("io.masthead.StartupIT"));
    assertTrue(new ContractCoverage(Set.of(), Set.of()).notRun().contains(NAME));
  }

  @Test
  void a_method_that_a_path_does_not_know_is_refused_by_all_operations_under_it() {
    Contract contract = new Contract(Map.of("delivery", Contract.committed().document("delivery")));
    contract.see("PUT", "/api/v1/articles/a-bridge/views?a=b", 405);
    contract.see("HEAD", "/api/v1/articles/a-bridge", 200);
    contract.see("GET", "/nowhere", 404);
    assertEquals(
        Set.of("delivery countView 405", "delivery getViews 405", "delivery getArticle 200"),
        Set.copyOf(contract.seen()));
  }
}
