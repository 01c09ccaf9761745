package io.masthead.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
import io.masthead.body.Block.Divider;
import io.masthead.body.Block.Embed;
import io.masthead.body.Block.Gallery;
import io.masthead.body.Block.Heading;
import io.masthead.body.Block.Image;
import io.masthead.body.Block.Item;
import io.masthead.body.Block.Listing;
import io.masthead.body.Block.Paragraph;
import io.masthead.body.Block.Passage;
import io.masthead.body.Block.Quote;
import io.masthead.body.Block.Row;
import io.masthead.body.Block.Table;
import io.masthead.http.Fault;
import io.masthead.text.Text;
import io.masthead.text.WebAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads blocks from JSON strictly: each member known, typed and within its limits. */
final class BlocksReader {

  private static final Pattern CODE_LANGUAGE = Pattern.compile(Body.CODE_LANGUAGE);

  /** Enough to repair a body by; a client that sends more is not reading them. */
  private static final int MAX_FAULTS = 100;

  private final List<Fault> faults;
  private final int limit;

  BlocksReader(List<Fault> faults) {
    this.faults = faults;
    this.limit = faults.size() + MAX_FAULTS;
  }

  Body read(JsonNode array, String pointer) {
    int before = faults.size();
    List<Block> blocks = each(array, pointer, Body.MAX_BLOCKS, this::block);
    Body body = Body.of(blocks);
    if (faults.size() == before) {
      body.fault(pointer).ifPresent(faults::add);
    }
    return body;
  }

  private Optional<Block> block(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    Optional<String> type = name(node, pointer, "type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get()) {
      case "paragraph" -> {
        known(node, pointer, "type", "content");
        yield Optional.of(new Paragraph(content(node, pointer)));
      }
      case "heading" -> heading(node, pointer);
      case "list" -> {
        known(node, pointer, "type", "ordered", "items");
        yield Optional.of(listing(node, pointer, 1));
      }
      case "quote" -> {
        known(node, pointer, "type", "paragraphs", "cite");
        yield Optional.of(
            new Quote(
                members(node, pointer, "paragraphs", Body.MAX_BLOCKS, this::passage),
                line(node, pointer, "cite", Body.MAX_CREDIT)));
      }
      case "image" -> image(node, pointer).map(Block.class::cast);
      case "gallery" -> {
        known(node, pointer, "type", "images");
        yield Optional.of(
            new Gallery(members(node, pointer, "images", Body.MAX_BLOCKS, this::image)));
      }
      case "table" -> {
        known(node, pointer, "type", "header", "rows");
        yield Optional.of(
            new Table(
                flag(node, pointer, "header"),
                members(node, pointer, "rows", Body.MAX_ROWS, this::row)));
      }
      case "code" -> code(node, pointer);
      case "embed" -> embed(node, pointer);
      case "divider" -> {
        known(node, pointer, "type");
        yield Optional.of(new Divider());
      }
      default -> {
        fault(pointer + "/type", "invalid_value", "is not a type of block");
        yield Optional.empty();
      }
    };
  }

  private Optional<Block> heading(JsonNode node, String pointer) {
    known(node, pointer, "type", "level", "content");
    List<Span> content = content(node, pointer);
    JsonNode level = node.get("level");
    String at = pointer + "/level";
    if (isAbsent(level)) {
      fault(at, "required", "is required");
    } else if (!level.isIntegralNumber()) {
      fault(at, "invalid_type", "must be a whole number");
    } else if (!level.canConvertToInt()
        || level.intValue() < Block.MIN_LEVEL
        || level.intValue() > Block.MAX_LEVEL) {
      fault(at, "out_of_range", "must be 2, 3 or 4");
    } else {
      return Optional.of(new Heading(level.intValue(), content));
    }
    return Optional.empty();
  }

  private Listing listing(JsonNode node, String pointer, int depth) {
    return new Listing(
        flag(node, pointer, "ordered"),
        members(
            node,
            pointer,
            "items",
            Body.MAX_BLOCKS,
            (item, at) -> {
              if (!isObject(item, at)) {
                return Optional.empty();
              }
              known(item, at, "content", "list");
              List<Span> content = content(item, at);
              return Optional.of(new Item(content, below(item, at + "/list", depth)));
            }));
  }

  private Listing below(JsonNode item, String pointer, int depth) {
    JsonNode list = item.get("list");
    if (isAbsent(list) || !isObject(list, pointer)) {
      return null;
    }
    if (depth == Body.MAX_LIST_DEPTH) {
      fault(pointer, "too_many", "lists are at most " + Body.MAX_LIST_DEPTH + " deep");
      return null;
    }
    known(list, pointer, "type", "ordered", "items");
    JsonNode type = list.get("type");
    if (!isAbsent(type) && !type.asText().equals("list")) {
      fault(pointer + "/type", "invalid_value", "must be list");
    }
    return listing(list, pointer, depth + 1);
  }

  private Optional<Passage> passage(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    known(node, pointer, "content");
    return Optional.of(new Passage(content(node, pointer)));
  }

  private Optional<Row> row(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    known(node, pointer, "cells");
    return Optional.of(new Row(members(node, pointer, "cells", Body.MAX_COLUMNS, this::cell)));
  }

  private Optional<Cell> cell(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    known(node, pointer, "content");
    return Optional.of(new Cell(content(node, pointer)));
  }

  private Optional<Image> image(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    known(node, pointer, "type", "url", "alt", "caption", "credit", "width", "height");
    JsonNode type = node.get("type");
    if (!isAbsent(type) && !type.asText().equals("image")) {
      fault(pointer + "/type", "invalid_value", "must be image");
    }
    Optional<String> url = address(node, pointer, "url");
    JsonNode alt = node.get("alt");
    if (isAbsent(alt)) {
      fault(pointer + "/alt", "required", "is required; an empty one says the image decorates");
    }
    String words = line(node, pointer, "alt", Body.MAX_ALT);
    String caption = line(node, pointer, "caption", Body.MAX_CAPTION);
    String credit = line(node, pointer, "credit", Body.MAX_CREDIT);
    Integer width = size(node, pointer, "width");
    Integer height = size(node, pointer, "height");
    return url.map(address -> new Image(address, words, caption, credit, width, height));
  }

  private Optional<Block> code(JsonNode node, String pointer) {
    known(node, pointer, "type", "language", "text");
    String language = line(node, pointer, "language", 40);
    if (language != null && !CODE_LANGUAGE.matcher(language).matches()) {
      fault(pointer + "/language", "invalid_format", "must be letters, digits and + # . _ -");
    }
    Optional<String> text = text(node, pointer, "text");
    return text.map(words -> new Code(language, words));
  }

  private Optional<Block> embed(JsonNode node, String pointer) {
    known(node, pointer, "type", "provider", "url");
    Optional<String> name = name(node, pointer, "provider");
    Optional<Provider> provider = name.flatMap(Provider::named);
    if (name.isPresent() && provider.isEmpty()) {
      fault(pointer + "/provider", "invalid_value", "is not a provider that may be embedded");
    }
    Optional<String> url = address(node, pointer, "url");
    if (provider.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    Optional<Embed> embed =
        Provider.embed(url.get()).filter(found -> found.provider() == provider.get());
    if (embed.isEmpty()) {
      String whose = provider.get().wire();
      fault(pointer + "/url", "invalid_format", "is not an address of " + whose);
    }
    return embed.map(Block.class::cast);
  }

  private List<Span> content(JsonNode node, String pointer) {
    return members(node, pointer, "content", Integer.MAX_VALUE, this::span);
  }

  private Optional<Span> span(JsonNode node, String pointer) {
    if (!isObject(node, pointer)) {
      return Optional.empty();
    }
    known(node, pointer, "text", "marks", "href");
    Optional<String> text = text(node, pointer, "text");
    List<Mark> marks =
        isAbsent(node.get("marks"))
            ? List.of()
            : each(node.get("marks"), pointer + "/marks", 100, this::mark);
    String href = null;
    JsonNode raw = node.get("href");
    if (!isAbsent(raw)) {
      if (!raw.isTextual()) {
        fault(pointer + "/href", "invalid_type", "must be a string");
      } else if (Text.length(raw.textValue()) > WebAddress.MAX_LENGTH) {
        fault(pointer + "/href", "too_long", "must have at most 2000 characters");
      } else {
        href = Href.link(raw.textValue()).orElse(null);
        if (href == null) {
          String detail = "must be an absolute http, https, mailto or tel address";
          fault(pointer + "/href", "invalid_format", detail);
        }
      }
    }
    String to = href;
    return text.map(words -> new Span(words, marks, to));
  }

  private Optional<Mark> mark(JsonNode node, String pointer) {
    if (!node.isTextual()) {
      fault(pointer, "invalid_type", "must be a string");
      return Optional.empty();
    }
    Optional<Mark> mark =
        Arrays.stream(Mark.values()).filter(m -> m.wire().equals(node.textValue())).findFirst();
    if (mark.isEmpty()) {
      fault(pointer, "invalid_value", "is not a mark");
    }
    return mark;
  }

  private Optional<String> address(JsonNode node, String pointer, String member) {
    JsonNode value = node.get(member);
    String at = pointer + "/" + member;
    if (isAbsent(value)) {
      fault(at, "required", "is required");
    } else if (!value.isTextual()) {
      fault(at, "invalid_type", "must be a string");
    } else if (Text.length(value.textValue()) > WebAddress.MAX_LENGTH) {
      fault(at, "too_long", "must have at most 2000 characters");
    } else {
      Optional<String> href = Href.web(value.textValue());
      if (href.isEmpty()) {
        fault(at, "invalid_format", "must be an absolute http or https address");
      }
      return href;
    }
    return Optional.empty();
  }

  private Optional<String> name(JsonNode node, String pointer, String member) {
    JsonNode value = node.get(member);
    if (isAbsent(value)) {
      fault(pointer + "/" + member, "required", "is required");
    } else if (!value.isTextual()) {
      fault(pointer + "/" + member, "invalid_type", "must be a string");
    } else {
      return Optional.of(value.textValue());
    }
    return Optional.empty();
  }

  private Optional<String> text(JsonNode node, String pointer, String member) {
    Optional<String> text = name(node, pointer, member);
    Optional<String> code = text.flatMap(Text::faultOfProse);
    if (code.isPresent()) {
      fault(pointer + "/" + member, code.get(), sentence(code.get()));
      return Optional.empty();
    }
    return text;
  }

  private String line(JsonNode node, String pointer, String member, int max) {
    JsonNode value = node.get(member);
    if (isAbsent(value)) {
      return null;
    }
    String at = pointer + "/" + member;
    if (!value.isTextual()) {
      fault(at, "invalid_type", "must be a string");
      return null;
    }
    Optional<String> code = Text.faultOfLine(value.textValue());
    if (code.isPresent()) {
      fault(at, code.get(), sentence(code.get()));
      return null;
    }
    String line = NormalForm.line(value.textValue());
    if (Text.length(line) > max) {
      fault(at, "too_long", "must have at most " + max + " characters");
      return null;
    }
    return line;
  }

  private Integer size(JsonNode node, String pointer, String member) {
    JsonNode value = node.get(member);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      fault(pointer + "/" + member, "invalid_type", "must be a whole number");
    } else if (!value.canConvertToInt()
        || value.intValue() < 1
        || value.intValue() > Body.MAX_SIZE) {
      fault(pointer + "/" + member, "out_of_range", "must be 1 to " + Body.MAX_SIZE);
    } else {
      return value.intValue();
    }
    return null;
  }

  private boolean flag(JsonNode node, String pointer, String member) {
    JsonNode value = node.get(member);
    if (isAbsent(value)) {
      fault(pointer + "/" + member, "required", "is required");
      return false;
    }
    if (!value.isBoolean()) {
      fault(pointer + "/" + member, "invalid_type", "must be true or false");
    }
    return value.booleanValue();
  }

  private <T> List<T> members(
      JsonNode node,
      String pointer,
      String member,
      int max,
      BiFunction<JsonNode, String, Optional<T>> reader) {
    JsonNode array = node.get(member);
    if (isAbsent(array)) {
      fault(pointer + "/" + member, "required", "is required");
      return List.of();
    }
    return each(array, pointer + "/" + member, max, reader);
  }

  private <T> List<T> each(
      JsonNode array, String pointer, int max, BiFunction<JsonNode, String, Optional<T>> reader) {
    if (array == null || !array.isArray()) {
      fault(pointer, "invalid_type", "must be an array");
      return List.of();
    }
    if (array.size() > max) {
      fault(pointer, "too_many", "must have at most " + max);
      return List.of();
    }
    List<T> read = new ArrayList<>(array.size());
    for (int i = 0; i < array.size() && faults.size() < limit; i++) {
      reader.apply(array.get(i), pointer + "/" + i).ifPresent(read::add);
    }
    return read;
  }

  private void known(JsonNode node, String pointer, String... names) {
    Set<String> known = Set.of(names);
    for (Iterator<String> members = node.fieldNames(); members.hasNext(); ) {
      String member = members.next();
      if (!known.contains(member)) {
        String escaped = member.replace("~", "~0").replace("/", "~1");
        fault(pointer + "/" + escaped, "unknown_member", "is not a member of this");
      }
    }
  }

  private boolean isObject(JsonNode node, String pointer) {
    if (node.isObject()) {
      return true;
    }
    fault(pointer, "invalid_type", "must be an object");
    return false;
  }

  private static boolean isAbsent(JsonNode node) {
    return node == null || node.isNull();
  }

  private void fault(String pointer, String code, String detail) {
    if (faults.size() < limit) {
      faults.add(Fault.at(pointer, code, detail));
    }
  }

  static String sentence(String code) {
    return switch (code) {
      case "nul_character" -> "must not contain NUL";
      case "lone_surrogate" -> "must not contain half of a surrogate pair";
      case "bidi_control" -> "must not contain bidirectional overrides or isolates";
      default -> "must not contain control characters or code points that are no characters";
    };
  }
}
