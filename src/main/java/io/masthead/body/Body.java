package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.http.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An article's body in its one normal form: text in NFC, white space collapsed outside code,
 * adjacent spans of one formatting merged, nothing empty kept. Two sources that mean the same give
 * equal bodies, and every output read back gives the body it came from. As JSON it is the array of
 * its blocks.
 */
public final class Body {

  /** Greatest source, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1_048_576;

  public static final int MAX_BLOCKS = 5_000;
  public static final int MAX_LIST_DEPTH = 5;
  public static final int MAX_ROWS = 200;
  public static final int MAX_COLUMNS = 20;
  public static final int MAX_ALT = 1_000;
  public static final int MAX_CAPTION = 2_000;
  public static final int MAX_CREDIT = 300;
  public static final int MAX_SIZE = 100_000;

  static final String CODE_LANGUAGE = "^[A-Za-z0-9+#._-]{1,40}$";

  /** A link's address is written again in each of its spans, so a small source can grow large. */
  private static final long MAX_WEIGHT = 4L * MAX_BYTES;

  public static final Body EMPTY = new Body(List.of());

  private final List<Block> blocks;

  private Body(List<Block> blocks) {
    this.blocks = blocks;
  }

  public static Body of(List<Block> blocks) {
    return new Body(NormalForm.of(blocks));
  }

  public static Body of(Block... blocks) {
    return of(List.of(blocks));
  }

  @JsonValue
  public List<Block> blocks() {
    return blocks;
  }

  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** HTML of an allow-list of elements and attributes, everything else escaped. */
  public String html() {
    return HtmlWriter.write(blocks);
  }

  /** The words alone: a blank line between blocks, a line for each entry and row. */
  public String text() {
    return TextWriter.write(blocks);
  }

  /**
   * CommonMark with GFM tables and strikethrough. What Markdown has no sign for (underline, sub,
   * sup, galleries, embeds, credits, tables without a header) stands in it as HTML.
   */
  public String markdown() {
    return MarkdownWriter.write(blocks);
  }

  public String json(ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body could not be written as JSON", e);
    }
  }

  /** Reads what {@link #json} wrote; for a guest's JSON there is {@link BodyReader#blocks}. */
  public static Body fromJson(ObjectMapper mapper, String json) {
    List<Fault> faults = new ArrayList<>();
    Body body;
    try {
      JsonNode node = mapper.readTree(json);
      body = BodyReader.blocks(node, "", faults);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a body: " + e.getOriginalMessage(), e);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("not a body: " + faults.get(0));
    }
    return body;
  }

  /** The limit that this body breaks, if any: its number of blocks or its size once written. */
  public Optional<Fault> fault(String pointer) {
    if (blocks.size() > MAX_BLOCKS) {
      return Optional.of(
          Fault.at(pointer, "too_many", "a body has at most " + MAX_BLOCKS + " blocks"));
    }
    if (Weight.of(blocks, MAX_WEIGHT) > MAX_WEIGHT) {
      return Optional.of(Fault.at(pointer, "too_long", "the body is too large once written out"));
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && blocks.equals(body.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  @Override
  public String toString() {
    return blocks.toString();
  }
}
