package io.masthead.edition;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts articles into the words of schema.org. */
@ApplicationScoped
class StructuredData {

  private static final String SCHEMA = "https://schema.org";

  /** Roles that schema.org has a word for. */
  private static final Set<BylineRole> OWN_WORD =
      EnumSet.of(BylineRole.EDITING, BylineRole.TRANSLATION);

  private static final Set<CorrectionKind> CORRECTIONS =
      EnumSet.of(
          CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.RETRACTION);

  @Inject SyndicationRepository syndication;
  @Inject ArticleAddresses addresses;
  @Inject Site site;
  @Inject ObjectMapper json;

  /** Of an article as it was read, with its counts. */
  JsonNode of(ObjectNode read) {
    return json.valueToTree(told(article(read)));
  }

  private ArticleJsonLd told(ArticleDocument article) {
    String address = addresses.of(article);
    Instant modified = article.updatedAt() == null ? article.publishedAt() : article.updatedAt();
    List<Byline> writers = article.writers();
    List<Byline> others =
        article.bylines().stream().filter(byline -> !writers.contains(byline)).toList();
    return new ArticleJsonLd(
        SCHEMA,
        type(article.genre()),
        "urn:uuid:" + article.id(),
        address,
        article.canonicalUrl() == null ? address : article.canonicalUrl(),
        article.title(),
        article.seo().description() == null ? article.standfirst() : article.seo().description(),
        article.lang(),
        article.publishedAt(),
        modified,
        parties(writers.stream()),
        parties(others.stream().filter(byline -> !OWN_WORD.contains(byline.role()))),
        parties(having(others, BylineRole.EDITING)),
        parties(having(others, BylineRole.TRANSLATION)),
        new ArticleJsonLd.Publisher("NewsMediaOrganization", site.name(), site.url()),
        Stream.concat(Stream.ofNullable(article.section()), article.sections().stream())
            .map(TermSummary::name)
            .toList(),
        article.tags().stream().map(TermSummary::name).toList(),
        syndication.image(article.id()).stream().toList(),
        article.wordCount(),
        article.access() == Access.FREE,
        article.counts().comments(),
        List.of(
            counter("ViewAction", article.counts().views()),
            counter("CommentAction", article.counts().comments())),
        article.corrections().stream()
            .filter(note -> CORRECTIONS.contains(note.kind()))
            .map(note -> new ArticleJsonLd.Note("CorrectionComment", note.text(), note.at()))
            .toList(),
        article.creditLine(),
        article.rights());
  }

  /** The body, in whatever form it was asked for, says nothing here. */
  private ArticleDocument article(ObjectNode read) {
    ObjectNode article = json.createObjectNode();
    article.setAll(read);
    article.remove("body");
    try {
      // What other rooms add to it is not for machines that read pages.
      return json.readerFor(ArticleDocument.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(article);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(Genre genre) {
    return switch (genre) {
      case NEWS, INTERVIEW, LIVE, OBITUARY -> "NewsArticle";
      case OPINION, LETTER -> "OpinionNewsArticle";
      case ANALYSIS -> "AnalysisNewsArticle";
      case REVIEW -> "ReviewNewsArticle";
      case EXPLAINER -> "BackgroundNewsArticle";
      case SPONSORED -> "AdvertiserContentArticle";
      case SATIRE -> "SatiricalArticle";
    };
  }

  /** Those of the bylines, in the words of schema.org. */
  private static List<ArticleJsonLd.Party> parties(Stream<Byline> bylines) {
    return bylines
        .map(byline -> new ArticleJsonLd.Party(party(byline.kind()), byline.name()))
        .distinct()
        .toList();
  }

  private static Stream<Byline> having(List<Byline> bylines, BylineRole role) {
    return bylines.stream().filter(byline -> byline.role() == role);
  }

  private static String party(BylineKind kind) {
    return switch (kind) {
      case STAFF, CONTRIBUTOR, GUEST -> "Person";
      case AGENCY, ORGANISATION -> "Organization";
    };
  }

  private static ArticleJsonLd.Counter counter(String action, long times) {
    return new ArticleJsonLd.Counter("InteractionCounter", SCHEMA + "/" + action, times);
  }
}
