package io.masthead.article;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.RequestRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Articles are named one way, each once, and an action has what it takes and no more. */
@ApplicationScoped
class BulkArticleRules implements RequestRules<BulkArticleRequest> {

  @Override
  public Class<BulkArticleRequest> type() {
    return BulkArticleRequest.class;
  }

  @Override
  public void check(BulkArticleRequest request, Faults faults) {
    if (request.ids() == null && request.filter() == null) {
      faults.broken(Fault.at("/ids", "required", "ids or a filter is required"));
    } else if (request.ids() != null && request.filter() != null) {
      faults.broken(Fault.at("/filter", "not_allowed", "ids are given, too"));
    }
    if (request.ids() != null && request.ids().size() <= BulkArticleRequest.MOST) {
      once(request.ids(), faults);
    }
    if (request.action() != null) {
      argument("/tags", request.tags() != null, request.action().takesTags(), faults);
      argument("/section", request.section() != null, request.action().takesSection(), faults);
    }
  }

  private static void once(List<UUID> ids, Faults faults) {
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) != null && !seen.add(ids.get(i))) {
        faults.broken(Fault.at("/ids/" + i, "not_unique", "one before it is the same"));
      }
    }
  }

  private static void argument(String at, boolean isGiven, boolean isTaken, Faults faults) {
    if (isTaken && !isGiven) {
      faults.broken(Fault.at(at, "required", "the action needs it"));
    } else if (isGiven && !isTaken) {
      faults.broken(Fault.at(at, "not_allowed", "the action does not take it"));
    }
  }
}
