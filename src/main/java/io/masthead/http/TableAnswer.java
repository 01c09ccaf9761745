package io.masthead.http;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Answers with a resource that is also a table: as JSON, or as CSV (RFC 4180, with a header line)
 * where the caller likes that better. A text cell that a spreadsheet would take for a formula
 * begins with an apostrophe there.
 */
@RequestScoped
public class TableAnswer {

  /** The media type of the table, as documents and endpoints name it. */
  public static final String CSV = "text/csv";

  private static final String FORMULA = "=+-@\t\r";

  private static final CsvMapper MAPPER = new CsvMapper();

  private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\r\n");

  @Inject RoutingContext routing;

  /**
   * @param resource what JSON shows
   * @param columns the names in the table's first line
   * @param rows texts, numbers and instants in the order of the columns; null is an empty cell
   */
  public Response of(Object resource, List<String> columns, List<List<Object>> rows) {
    Accept accept = new Accept(String.join(",", routing.request().headers().getAll("Accept")));
    return accept.prefers(CSV, MediaType.APPLICATION_JSON)
        ? Response.ok(table(columns, rows), CSV + "; charset=utf-8; header=present").build()
        : Response.ok(resource, MediaType.APPLICATION_JSON_TYPE).build();
  }

  static byte[] table(List<String> columns, List<List<Object>> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SequenceWriter lines = MAPPER.writer(LINES).writeValues(out)) {
      lines.write(columns);
      for (List<Object> row : rows) {
        lines.write(row.stream().map(TableAnswer::cell).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Object cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return Json.format(instant);
    }
    if (value instanceof Number) {
      return value;
    }
    String text = value.toString();
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
