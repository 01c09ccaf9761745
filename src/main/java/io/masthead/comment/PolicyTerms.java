package io.masthead.comment;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.RequestRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the form of a policy does not tell: terms that can be looked for, lengths that fit. */
@ApplicationScoped
class PolicyTerms implements RequestRules<CommentPolicyRequest> {

  @Override
  public Class<CommentPolicyRequest> type() {
    return CommentPolicyRequest.class;
  }

  @Override
  public void check(CommentPolicyRequest request, Faults faults) {
    check("/blockedTerms/", request.blockedTerms(), faults);
    check("/suspectTerms/", request.suspectTerms(), faults);
    if (request.minLength() != null
        && request.maxLength() != null
        && request.minLength() > request.maxLength()) {
      faults.broken(Fault.at("/minLength", "out_of_range", "must not be greater than maxLength"));
    }
  }

  private static void check(String pointer, List<String> terms, Faults faults) {
    for (int i = 0; terms != null && i < terms.size(); i++) {
      if (terms.get(i) != null && !Term.isOne(terms.get(i))) {
        faults.broken(
            Fault.at(
                pointer + i,
                "invalid_value",
                "must hold a letter, digit or symbol, and at most " + Term.MAX_GAPS + " *"));
      }
    }
  }
}
