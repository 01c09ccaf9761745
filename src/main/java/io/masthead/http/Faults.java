package io.masthead.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that is wrong with a request, gathered so that it is told at once: what cannot be
 * understood makes it a 400, else what breaks a rule makes it a 422.
 */
public final class Faults {

  private final List<Fault> misunderstood = new ArrayList<>();
  private final List<Fault> broken = new ArrayList<>();

  /** Something that cannot be understood. */
  public void misunderstood(Fault fault) {
    misunderstood.add(fault);
  }

  /** Something that is understood and breaks a rule. */
  public void broken(Fault fault) {
    broken.add(fault);
  }

  /** Adds those of what was not found wrong yet. */
  void addUntold(Faults others) {
    List<String> told = pointers();
    others.misunderstood.stream()
        .filter(f -> !told.contains(f.pointer()))
        .forEach(misunderstood::add);
    others.broken.stream().filter(f -> !told.contains(f.pointer())).forEach(broken::add);
  }

  /** The code of each. */
  public List<String> codes() {
    List<String> codes = new ArrayList<>();
    misunderstood.forEach(fault -> codes.add(fault.code()));
    broken.forEach(fault -> codes.add(fault.code()));
    return codes;
  }

  boolean isEmpty() {
    return misunderstood.isEmpty() && broken.isEmpty();
  }

  private List<String> pointers() {
    List<String> pointers = new ArrayList<>();
    misunderstood.forEach(fault -> pointers.add(fault.pointer()));
    broken.forEach(fault -> pointers.add(fault.pointer()));
    return pointers.stream().filter(Objects::nonNull).toList();
  }

  /**
   * @throws ProblemException where there is any
   */
  public void raise() {
    if (!misunderstood.isEmpty()) {
      List<Fault> all = new ArrayList<>(misunderstood);
      all.addAll(broken);
      throw ProblemException.badRequest(all);
    }
    if (!broken.isEmpty()) {
      throw ProblemException.validation(broken);
    }
  }
}
