package io.masthead.support;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Begins and ends the {@link ContractCoverage} of a run of the suite; the tests of the packaged
 * program, which follow it, only read what it was.
 */
public final class ContractCoverageListener implements TestExecutionListener {

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    Set<String> classes = classes(plan);
    if (!classes.isEmpty()) {
      if (BEGUN.compareAndSet(false, true)) {
        ContractCoverage.begin();
      }
      ContractCoverage.ran(classes);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (!classes(plan).isEmpty()) {
      ContractCoverage.read().tell();
    }
  }

  private static Set<String> classes(TestPlan plan) {
    Set<String> classes = new TreeSet<>();
    for (TestIdentifier root : plan.getRoots()) {
      for (TestIdentifier inner : plan.getDescendants(root)) {
        inner
            .getSource()
            .filter(ClassSource.class::isInstance)
            .map(source -> ((ClassSource) source).getClassName())
            .filter(ContractCoverage::isOfTheSuite)
            .ifPresent(classes::add);
      }
    }
    return classes;
  }
}
