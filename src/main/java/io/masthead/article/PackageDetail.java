package io.masthead.article;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A package as the newsroom sees one. */
@Schema(description = "Articles that readers get as one")
record PackageDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Rises with every change; see ETag", examples = "1")
        int version,
    @Schema(required = true, examples = "Election night") String title,
    @Schema(required = true) PackageState state,
    @Schema(required = true, description = "In order") List<Item> articles,
    @Schema(description = "When it will be published") Instant scheduledFor,
    @Schema(description = "When it was published") Instant publishedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) UUID createdBy,
    @Schema(required = true) Instant modifiedAt,
    @Schema(required = true) UUID modifiedBy) {

  /** One of the articles. */
  @Schema(name = "PackageItem", description = "One of the articles of a package")
  record Item(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "1") int version,
      @Schema(required = true) ArticleState state,
      @Schema(required = true, examples = "A bridge opens") String title) {}

  static PackageDetail of(ArticlePackage whole, List<Item> articles) {
    return new PackageDetail(
        whole.id,
        whole.version,
        whole.title,
        whole.state(),
        articles,
        whole.scheduledFor,
        whole.publishedAt,
        whole.createdAt,
        whole.createdBy,
        whole.modifiedAt,
        whole.modifiedBy);
  }
}
