package io.masthead.comment;

import io.masthead.edition.CountProof;
import io.masthead.edition.Editions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Proves that every article says as many comments as are published, and every comment as many below
 * it. What looks wrong is looked at once more with its count held, since what moves comments moves
 * the count with them; where it is to be set right, its threads are held first, in the order in
 * which moderators hold them.
 */
@ApplicationScoped
class CommentProof implements CountProof {

  private static final int BATCH = 50;

  @Inject Editions editions;
  @Inject CommentProofRepository proofs;

  @Override
  public Count of() {
    return Count.COMMENTS;
  }

  @Override
  public Batch next(UUID after, boolean repair) {
    Map<UUID, Long> totals = editions.commentsAfter(after, BATCH);
    if (totals.isEmpty()) {
      return Batch.end(after);
    }
    List<UUID> articles = List.copyOf(totals.keySet());
    List<UUID> suspects = compare(totals).stream().map(Differing::article).toList();
    List<Differing> differing = suspects.isEmpty() ? List.of() : lookAgain(suspects, repair);
    return new Batch(articles.size(), articles.get(articles.size() - 1), differing);
  }

  private List<Differing> lookAgain(Collection<UUID> suspects, boolean repair) {
    if (repair) {
      proofs.holdThreads(suspects);
    }
    List<Differing> differing = compare(editions.holdComments(suspects));
    if (repair && !differing.isEmpty()) {
      Map<UUID, Long> right = new HashMap<>();
      differing.forEach(d -> right.put(d.article(), d.is()));
      proofs.setBelow(right.keySet());
      editions.setComments(right);
    }
    return differing;
  }

  private List<Differing> compare(Map<UUID, Long> totals) {
    Map<UUID, Long> published = proofs.published(totals.keySet());
    Map<UUID, Integer> wrong = proofs.wrongBelow(totals.keySet());
    List<Differing> differing = new ArrayList<>();
    totals.forEach(
        (article, was) -> {
          long is = published.getOrDefault(article, 0L);
          int comments = wrong.getOrDefault(article, 0);
          if (was != is || comments > 0) {
            differing.add(new Differing(article, was, is, comments));
          }
        });
    return differing;
  }
}
