package io.masthead.comment;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Forgets the marks of visitors that no salt can make again; safe on every replica. */
@Singleton
class MarkRetention {

  @Inject LikeService likes;
  @Inject ReportService reports;

  @Scheduled(every = "1h", delayed = "10m", identity = "forget-comment-marks")
  void forget() {
    likes.forget();
    reports.forget();
  }
}
