package io.masthead.clients;

import io.masthead.delivery.api.ArticlesApi.APIGetArticleRequest;
import io.masthead.delivery.api.ArticlesApi.APIListArticlesRequest;
import io.masthead.delivery.model.Article;
import io.masthead.delivery.model.ArticlePage;
import io.masthead.delivery.model.CommentRequest;
import io.masthead.delivery.model.CommentState;
import io.masthead.delivery.model.CommenterRequest;
import io.masthead.delivery.model.Fault;
import io.masthead.delivery.model.PostedComment;
import io.masthead.delivery.model.Problem;
import io.masthead.management.ApiException;
import io.masthead.management.ApiResponse;
import io.masthead.management.model.ArticlePatch;
import io.masthead.management.model.ArticleRequest;
import io.masthead.management.model.ArticleState;
import io.masthead.management.model.AuthorDetail;
import io.masthead.management.model.AuthorRequest;
import io.masthead.management.model.Block;
import io.masthead.management.model.Blocks;
import io.masthead.management.model.BreakingRequest;
import io.masthead.management.model.BylineRequest;
import io.masthead.management.model.CommentModeration;
import io.masthead.management.model.CommentsRequest;
import io.masthead.management.model.CorrectionKind;
import io.masthead.management.model.CorrectionRequest;
import io.masthead.management.model.ParagraphBlock;
import io.masthead.management.model.PublishRequest;
import io.masthead.management.model.Span;
import io.masthead.management.model.TakedownReason;
import io.masthead.management.model.TakedownRequest;
import io.masthead.management.model.WorkingCopy;
import io.masthead.management.model.WrittenBody;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The main job of a running Masthead by clients that know nothing but the documents: what their
 * users are given where things go well, and where they do not.
 *
 * <p>{@code Walk BASE_URL}, with {@code MASTHEAD_ADMIN_KEY} the administrator's key.
 */
public final class Walk {

  private static final String ANY = "*";

  private final String mark = Long.toString(System.currentTimeMillis(), 36);
  private final io.masthead.delivery.ApiClient front = new io.masthead.delivery.ApiClient();
  private final io.masthead.management.ApiClient desk = new io.masthead.management.ApiClient();
  private final io.masthead.delivery.api.ArticlesApi articles;
  private final io.masthead.delivery.api.CommentsApi comments;
  private final io.masthead.delivery.api.ViewsApi views;
  private final io.masthead.management.api.ArticlesApi copies;
  private final io.masthead.management.api.AuthorsApi authors;
  private final io.masthead.management.api.CommentsApi queue;

  private Walk(String base, String key) {
    front.updateBaseUri(base);
    desk.updateBaseUri(base);
    desk.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    articles = new io.masthead.delivery.api.ArticlesApi(front);
    comments = new io.masthead.delivery.api.CommentsApi(front);
    views = new io.masthead.delivery.api.ViewsApi(front);
    copies = new io.masthead.management.api.ArticlesApi(desk);
    authors = new io.masthead.management.api.AuthorsApi(desk);
    queue = new io.masthead.management.api.CommentsApi(desk);
  }

  public static void main(String[] arguments) throws Exception {
    new Walk(arguments[0], System.getenv("MASTHEAD_ADMIN_KEY")).go();
  }

  private void go() throws Exception {
    AuthorDetail author =
        authors.createAuthor(new AuthorRequest().name("Java client " + mark), null);
    ApiResponse<WorkingCopy> created =
        copies.createArticleWithHttpInfo(
            new ArticleRequest()
                .title("A compiled bridge " + mark)
                .lang("en")
                .body(new WrittenBody("<p>It opened.</p>"))
                .addBylinesItem(new BylineRequest().author(author.getSlug()))
                .comments(new CommentsRequest().moderation(CommentModeration.PRE)),
            null,
            "walk-" + mark);
    WorkingCopy draft = created.getData();
    same(201, created.getStatusCode());
    same(ArticleState.DRAFT, draft.getState());
    same(null, draft.getPublishedAt());
    String first = created.getHeaders().get("etag").get(0);
    UUID id = draft.getId();

    dates(id, first);
    blocks(id);
    WorkingCopy published = copies.publishArticle(id, ANY, null);
    same(ArticleState.PUBLISHED, published.getState());
    String slug = published.getSlug();

    stale(id, first);
    read(slug);
    moved(id, slug);
    unnamed(id);
    moderated(id);
    tooMany(id);
    corrected(id);
    int listed = listed();
    gone(id);
    System.out.println("clients: the compiled walk is done, " + listed + " articles listed");
  }

  /** A time that can be none: set, read back as one, and taken away by a null that is sent. */
  private void dates(UUID id, String version) throws ApiException {
    OffsetDateTime until = OffsetDateTime.parse("2035-12-01T09:00:00+05:00");
    WorkingCopy with =
        copies.updateArticle(
            id,
            version,
            new ArticlePatch().breaking(new BreakingRequest().until(until)),
            null,
            null);
    same(until.toInstant(), with.getBreaking().getUntil().toInstant());
    WorkingCopy without =
        copies.updateArticle(id, ANY, new ArticlePatch().breaking(null), null, null);
    same(null, without.getBreaking());
    same("A compiled bridge " + mark, without.getTitle());
  }

  /** A body is a text, as above, or blocks, each with a type of its own. */
  private void blocks(UUID id) throws ApiException {
    Blocks blocks = new Blocks();
    blocks.add(
        new Block(
            new ParagraphBlock()
                .type(ParagraphBlock.TypeEnum.PARAGRAPH)
                .addContentItem(new Span().text("It opened at noon."))));
    WorkingCopy written =
        copies.updateArticle(
            id, ANY, new ArticlePatch().body(new WrittenBody(blocks)), "blocks", null);
    Block first = written.getBody().getBlocks().get(0);
    same("It opened at noon.", first.getParagraphBlock().getContent().get(0).getText());
  }

  /** 412: the version that was read is not the latest any more. */
  private void stale(UUID id, String version) throws IOException {
    Problem problem =
        refused(
            412,
            () ->
                copies.updateArticle(
                    id, version, new ArticlePatch().standfirst("Too late"), null, null));
    same("precondition_failed", problem.getCode());
    same(true, problem.getCurrentVersion() > 1);
  }

  /** A reader's article: typed times, bylines, counts; and that somebody read it. */
  private void read(String slug) throws Exception {
    same(true, views.countView(slug, null, null, null).getViews() >= 0);
    Article shown =
        articles.getArticle(
            APIGetArticleRequest.newBuilder().article(slug).include(Set.of("counts")).build());
    same("A compiled bridge " + mark, shown.getTitle());
    same("Java client " + mark, shown.getBylines().get(0).getName());
    same(true, shown.getPublishedAt().isBefore(OffsetDateTime.now().plusMinutes(5)));
    same(null, shown.getUpdatedAt());
    same(0, shown.getCounts().getComments());
  }

  /** 308: a former slug leads on, for those whose client follows. */
  private void moved(UUID id, String slug) throws Exception {
    copies.updateArticle(id, ANY, new ArticlePatch().slug("another-" + mark), null, null);
    copies.publishArticle(id, ANY, new PublishRequest());
    APIGetArticleRequest former = APIGetArticleRequest.newBuilder().article(slug).build();
    try {
      articles.getArticle(former);
      throw new AssertionError("a former slug is answered");
    } catch (io.masthead.delivery.ApiException e) {
      same(308, e.getCode());
      String location = e.getResponseHeaders().firstValue("Location").orElseThrow();
      same(true, location.endsWith("/another-" + mark));
    }
    front.setHttpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL));
    Article followed = new io.masthead.delivery.api.ArticlesApi(front).getArticle(former);
    same("another-" + mark, followed.getSlug());
  }

  /** 422: what is wrong, and where. */
  private void unnamed(UUID id) throws IOException {
    Problem problem = refused(422, () -> comment(id, " ", "It held."));
    same(List.of("/author/name"), problem.getErrors().stream().map(Fault::getPointer).toList());
  }

  private void moderated(UUID id) throws Exception {
    PostedComment posted = comment(id, "Reader " + mark, "I crossed it, says " + mark + ".");
    same(CommentState.PENDING, posted.getComment().getState());
    same(
        0,
        comments
            .listComments(id.toString(), null, null, null, null, null, null, null)
            .getItems()
            .size());
    queue.approveComment(posted.getComment().getId(), ANY, null);
    same(
        posted.getComment().getId(),
        comments
            .listComments(id.toString(), null, null, null, null, null, null, null)
            .getItems()
            .get(0)
            .getId());
  }

  /** 429: so many comments are not taken of one visitor, and when they will be. */
  private void tooMany(UUID id) throws Exception {
    for (int i = 0; i < 40; i++) {
      try {
        comment(id, "Reader " + mark, "I crossed it " + i + " times, says " + mark + ".");
      } catch (io.masthead.delivery.ApiException e) {
        same(429, e.getCode());
        same("too_many_requests", problem(e.getResponseBody()).getCode());
        same(true, e.getResponseHeaders().firstValueAsLong("Retry-After").orElseThrow() >= 1);
        return;
      }
    }
    throw new AssertionError("40 comments of one visitor are taken");
  }

  private void corrected(UUID id) throws Exception {
    copies.createCorrection(
        id,
        ANY,
        new CorrectionRequest().kind(CorrectionKind.CORRECTION).text("It opened at one."),
        null);
    Article shown =
        articles.getArticle(APIGetArticleRequest.newBuilder().article(id.toString()).build());
    same("It opened at one.", shown.getCorrections().get(0).getText());
  }

  /** A list is walked to its end by the cursors that it gives. */
  private int listed() throws Exception {
    int seen = 0;
    String cursor = null;
    do {
      ArticlePage page =
          articles.listArticles(
              APIListArticlesRequest.newBuilder().limit(5).cursor(cursor).build());
      seen += page.getItems().size();
      cursor = page.getPage().getNext();
    } while (cursor != null);
    same(true, seen > 0);
    return seen;
  }

  /** 404 where it may come back, 410 where it will not. */
  private void gone(UUID id) throws Exception {
    APIGetArticleRequest request = APIGetArticleRequest.newBuilder().article(id.toString()).build();
    same(ArticleState.DRAFT, copies.unpublishArticle(id, ANY).getState());
    same("not_found", refused(404, () -> articles.getArticle(request)).getCode());
    copies.publishArticle(id, ANY, new PublishRequest());
    copies.takeDownArticle(id, ANY, new TakedownRequest().reason(TakedownReason.LEGAL));
    Problem problem = refused(410, () -> articles.getArticle(request));
    same("legal", problem.getReason());
    same(true, problem.getTakenDownAt() != null);
  }

  private PostedComment comment(UUID article, String name, String body)
      throws io.masthead.delivery.ApiException {
    return comments.postComment(
        article.toString(),
        new CommentRequest().author(new CommenterRequest().name(name)).body(body),
        null,
        null);
  }

  /** Something that is to be refused. */
  private interface Call {
    Object send() throws ApiException, io.masthead.delivery.ApiException;
  }

  private Problem refused(int status, Call call) throws IOException {
    try {
      throw new AssertionError(status + " was due, not " + call.send());
    } catch (ApiException e) {
      same(status, e.getCode());
      return problem(e.getResponseBody());
    } catch (io.masthead.delivery.ApiException e) {
      same(status, e.getCode());
      return problem(e.getResponseBody());
    }
  }

  private Problem problem(String body) throws IOException {
    return front.getObjectMapper().readValue(body, Problem.class);
  }

  private static void same(Object wanted, Object got) {
    if (wanted == null ? got != null : !wanted.equals(got)) {
      throw new AssertionError("wanted " + wanted + ", got " + got);
    }
  }
}
