package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.masthead.support.ContractCoverage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Judges what the suite that ran before saw of the documents. */
class ContractCoverageIT {

  private static final ContractCoverage COVERAGE = ContractCoverage.read();

  @Test
  void every_documented_answer_was_seen() {
    Set<String> notRun = COVERAGE.notRun();
    assumeTrue(notRun.isEmpty(), "only a part of the suite ran, without " + notRun);
    assertEquals(List.of(), COVERAGE.missing());
  }

  @Test
  void no_other_was() {
    assertEquals(Set.of(), COVERAGE.untold());
  }
}
