package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of a list, with the cursors to its neighbours. */
public record Page<T>(@Schema(required = true) List<T> items, @Schema(required = true) Info page) {

  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 100;

  /** What a page holds where nobody says. */
  public static final int USUAL_LIMIT = 20;

  /** Totals are counted no further than this. */
  public static final int MAX_TOTAL = 10_000;

  /** Where the page stands in its list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PageInfo", description = "Where the page stands in its list")
  public record Info(
      @Schema(required = true, description = "Most items a page holds", examples = "20") int limit,
      @Schema(description = "Cursor of the next page; absent on the last one") String next,
      @Schema(description = "Cursor of the page before; absent on the first one") String previous,
      @Schema(description = "With total=true: the number of items in the list, counted to 10,000")
          Integer total,
      @Schema(description = "True where the list is longer than total says")
          Boolean totalIsLowerBound) {}

  /** With a total that was counted to one more than {@link #MAX_TOTAL}. */
  public Page<T> withTotal(long counted) {
    return new Page<>(
        items,
        new Info(
            page.limit,
            page.next,
            page.previous,
            (int) Math.min(counted, MAX_TOTAL),
            counted > MAX_TOTAL ? true : null));
  }

  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), page);
  }
}
