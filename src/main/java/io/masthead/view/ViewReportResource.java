package io.masthead.view;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.Page;
import io.masthead.http.TableAnswer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was read, for the newsroom; history that comes from elsewhere; the proof of the totals. */
@Path("/manage/v1/views")
@RolesAllowed(Role.Names.CONTRIBUTOR)
@Tag(name = "Views", description = "How often articles were read")
class ViewReportResource {

  @Inject ViewReportService reports;
  @Inject ViewImportService imports;
  @Inject RecountService recounts;
  @Inject Idempotency idempotency;
  @Inject Callers callers;
  @Inject TableAnswer answer;

  @GET
  @Path("series")
  @Produces({MediaType.APPLICATION_JSON, TableAnswer.CSV})
  @Operation(
      operationId = "getViewSeries",
      summary = "Read a series of views",
      description =
          "By hour or day, with every bucket from the one that holds the begin to the one before"
              + " the end, of the site or of what the filters leave; section and author mean what"
              + " is published now. Days are the calendar days of the zone. An hour belongs to the"
              + " day in which its middle lies, which matters in zones such as Asia/Kolkata; days"
              + " older than the hours that are kept are UTC days. Imported days count as views"
              + " and not as visitors, in days alone.")
  @APIResponse(
      responseCode = "200",
      description = "The series",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ViewSeries.class),
            examples =
                @ExampleObject(
                    name = "two days",
                    value =
                        "{\"interval\": \"day\", \"timeZone\": \"Europe/Berlin\", \"from\":"
                            + " \"2026-11-23T23:00:00.000Z\", \"to\": \"2026-11-25T23:00:00.000Z\","
                            + " \"items\": [{\"at\": \"2026-11-23T23:00:00.000Z\", \"views\": 45,"
                            + " \"visitors\": 39}, {\"at\": \"2026-11-24T23:00:00.000Z\","
                            + " \"views\": 0, \"visitors\": 0}]}")),
        @Content(
            mediaType = TableAnswer.CSV,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "two days",
                    value =
                        "at,views,visitors\r\n2026-11-23T23:00:00.000Z,45,39\r\n"
                            + "2026-11-24T23:00:00.000Z,0,0\r\n"))
      })
  public Response series(
      @QueryParam("interval") @DefaultValue("day") @Parameter(description = "Of a bucket")
          ViewInterval interval,
      @QueryParam("from")
          @Parameter(description = "Begin; 7 days before the end for hours, 30 for days without it")
          Instant from,
      @QueryParam("to") @Parameter(description = "End, not included; now without it") Instant to,
      @QueryParam("timeZone")
          @Parameter(
              description = "Zone of the days, by its IANA name; UTC without it",
              example = "Europe/Berlin")
          @Schema(maxLength = 60)
          String timeZone,
      @QueryParam("section")
          @Parameter(description = "Slug or id of a section; its children count too")
          String section,
      @QueryParam("author") @Parameter(description = "Slug or id of an author in the byline")
          String author,
      @QueryParam("article")
          @Parameter(description = "Id, or a slug that it was ever published under")
          String article) {
    ViewSeries series =
        reports.series(
            new Buckets.Question(interval, from, to, timeZone),
            new ViewReportService.Scope(section, author, null, article));
    return answer.of(
        series,
        List.of("at", "views", "visitors"),
        series.items().stream()
            .map(point -> row(point.at(), point.views(), point.visitors()))
            .toList());
  }

  @GET
  @Path("top")
  @Produces({MediaType.APPLICATION_JSON, TableAnswer.CSV})
  @Operation(
      operationId = "getTopArticles",
      summary = "List the most read articles",
      description =
          "Of some UTC days. With section, author or lang only what is published now; without"
              + " them also what was, by its id alone.")
  @APIResponse(
      responseCode = "200",
      description = "The most read first",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TopArticles.class),
            examples =
                @ExampleObject(
                    name = "one",
                    value =
                        "{\"from\": \"2026-11-01\", \"to\": \"2026-11-25\", \"items\":"
                            + " [{\"article\": {\"id\": \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\","
                            + " \"slug\": \"a-bridge-opens\", \"lang\": \"en\", \"title\":"
                            + " \"A bridge opens\"}, \"views\": 45, \"visitors\": 39}]}")),
        @Content(
            mediaType = TableAnswer.CSV,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "one",
                    value =
                        "id,slug,lang,title,views,visitors\r\n"
                            + "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69,a-bridge-opens,en,"
                            + "\"A bridge opens\",45,39\r\n"))
      })
  public Response top(
      @QueryParam("from") @Parameter(description = "First day; 30 days with the last without it")
          LocalDate from,
      @QueryParam("to") @Parameter(description = "Last day; today without it") LocalDate to,
      @QueryParam("section")
          @Parameter(description = "Slug or id of a section; its children count too")
          String section,
      @QueryParam("author") @Parameter(description = "Slug or id of an author in the byline")
          String author,
      @QueryParam("lang") @Parameter(description = "Language (BCP 47), exactly", example = "en")
          String lang,
      @QueryParam("limit")
          @DefaultValue("20")
          @Min(1)
          @Max(Page.MAX_LIMIT)
          @Parameter(description = "Most items in the list")
          int limit) {
    TopArticles top =
        reports.top(
            new ViewReportService.Days(from, to),
            new ViewReportService.Scope(section, author, lang, null),
            limit);
    return answer.of(
        top,
        List.of("id", "slug", "lang", "title", "views", "visitors"),
        top.items().stream()
            .map(
                item ->
                    row(
                        item.article().id(),
                        item.article().slug(),
                        item.article().lang(),
                        item.article().title(),
                        item.views(),
                        item.visitors()))
            .toList());
  }

  @GET
  @Path("referrers")
  @Produces({MediaType.APPLICATION_JSON, TableAnswer.CSV})
  @Operation(
      operationId = "getReferrers",
      summary = "List where readers came from",
      description =
          "The hosts of some UTC days, never whole addresses. A host with fewer than 3 views is"
              + " told with the others only. In CSV the last line, without a host, is of those.")
  @APIResponse(
      responseCode = "200",
      description = "The most frequent first",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Referrers.class),
            examples =
                @ExampleObject(
                    name = "one",
                    value =
                        "{\"from\": \"2026-11-01\", \"to\": \"2026-11-25\", \"items\":"
                            + " [{\"host\": \"search.example\", \"views\": 12}], \"other\": 2}")),
        @Content(
            mediaType = TableAnswer.CSV,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "one",
                    value = "host,views\r\nsearch.example,12\r\n\"\",2\r\n"))
      })
  public Response referrers(
      @QueryParam("from") @Parameter(description = "First day; 30 days with the last without it")
          LocalDate from,
      @QueryParam("to") @Parameter(description = "Last day; today without it") LocalDate to,
      @QueryParam("article")
          @Parameter(description = "Id, or a slug that it was ever published under")
          String article,
      @QueryParam("section")
          @Parameter(description = "Slug or id of a section; its children count too")
          String section) {
    Referrers referrers =
        reports.referrers(
            new ViewReportService.Days(from, to),
            new ViewReportService.Scope(section, null, null, article));
    List<List<Object>> rows = new ArrayList<>();
    referrers.items().forEach(item -> rows.add(row(item.host(), item.views())));
    rows.add(row(null, referrers.other()));
    return answer.of(referrers, List.of("host", "views"), rows);
  }

  @POST
  @Path("imports")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "importViews",
      summary = "Import views",
      description =
          "What another system had counted, by article and day, or in sum without a day. Sent"
              + " again it changes nothing; another number takes the place of the one before. A row"
              + " that is wrong is told, and the others go in. The views are in every total, and"
              + " in series by day, but never trend.")
  @APIResponse(
      responseCode = "200",
      description = "What became of the rows",
      content = @Content(schema = @Schema(implementation = ViewImportResult.class)))
  @APIResponse(responseCode = "422", description = "Every row is wrong, or a rule is broken")
  public Response importViews(
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = ViewImportRequest.class),
                      examples =
                          @ExampleObject(
                              name = "a day and a sum",
                              value =
                                  "{\"source\": \"wordpress\", \"rows\": [{\"article\":"
                                      + " \"a-bridge-opens\", \"day\": \"2025-01-31\", \"views\":"
                                      + " 44}, {\"article\":"
                                      + " \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\", \"views\":"
                                      + " 1200}]}")))
          @NotNull
          ViewImportRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () ->
            Response.ok(imports.add(request, callers.current()), MediaType.APPLICATION_JSON_TYPE)
                .build());
  }

  @POST
  @Path("recount")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "recountViews",
      summary = "Prove the totals, or repair them",
      description =
          "Every article's total must be the sum of its days and imports, and each day for which"
              + " hours are kept the sum of its hours; its comments are as many as are published,"
              + " and so are the replies of each. With repair what is not is set right, days from"
              + " hours first. Counting goes on meanwhile.")
  @APIResponse(
      responseCode = "200",
      description = "What differed",
      content = @Content(schema = @Schema(implementation = RecountReport.class)))
  public RecountReport recount(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = RecountRequest.class),
                      examples =
                          @ExampleObject(name = "prove only", value = "{\"repair\": false}")))
          @NotNull
          RecountRequest request) {
    return request.repair() ? recounts.repair(callers.current()) : recounts.recount();
  }

  private static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }
}
