package io.masthead.taxonomy;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.RequestRules;
import jakarta.enterprise.context.ApplicationScoped;

/** A section goes to one place. */
@ApplicationScoped
class SectionMoveRules implements RequestRules<SectionMoveRequest> {

  @Override
  public Class<SectionMoveRequest> type() {
    return SectionMoveRequest.class;
  }

  @Override
  public void check(SectionMoveRequest request, Faults faults) {
    if (request.before() != null && request.after() != null) {
      faults.broken(Fault.at("/after", "not_allowed", "before is given, too"));
    }
    if (request.sibling() != null && request.parent() != null) {
      faults.broken(Fault.at("/parent", "not_allowed", "the sibling's parent is meant"));
    }
  }
}
