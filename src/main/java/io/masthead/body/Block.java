package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** One block of a body. Lists in it are never null; what a block does not have is null. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Block.Paragraph.class, name = "paragraph"),
  @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
  @JsonSubTypes.Type(value = Block.Listing.class, name = "list"),
  @JsonSubTypes.Type(value = Block.Quote.class, name = "quote"),
  @JsonSubTypes.Type(value = Block.Image.class, name = "image"),
  @JsonSubTypes.Type(value = Block.Gallery.class, name = "gallery"),
  @JsonSubTypes.Type(value = Block.Table.class, name = "table"),
  @JsonSubTypes.Type(value = Block.Code.class, name = "code"),
  @JsonSubTypes.Type(value = Block.Embed.class, name = "embed"),
  @JsonSubTypes.Type(value = Block.Divider.class, name = "divider")
})
@Schema(
    name = "Block",
    description = "One block of a body; type tells which",
    oneOf = {
      Block.Paragraph.class,
      Block.Heading.class,
      Block.Listing.class,
      Block.Quote.class,
      Block.Image.class,
      Block.Gallery.class,
      Block.Table.class,
      Block.Code.class,
      Block.Embed.class,
      Block.Divider.class
    },
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "paragraph", schema = Block.Paragraph.class),
      @DiscriminatorMapping(value = "heading", schema = Block.Heading.class),
      @DiscriminatorMapping(value = "list", schema = Block.Listing.class),
      @DiscriminatorMapping(value = "quote", schema = Block.Quote.class),
      @DiscriminatorMapping(value = "image", schema = Block.Image.class),
      @DiscriminatorMapping(value = "gallery", schema = Block.Gallery.class),
      @DiscriminatorMapping(value = "table", schema = Block.Table.class),
      @DiscriminatorMapping(value = "code", schema = Block.Code.class),
      @DiscriminatorMapping(value = "embed", schema = Block.Embed.class),
      @DiscriminatorMapping(value = "divider", schema = Block.Divider.class)
    })
public sealed interface Block {

  int MIN_LEVEL = 2;
  int MAX_LEVEL = 4;

  /** The block's kind, as in JSON. */
  @JsonProperty("type")
  @Schema(hidden = true)
  String type();

  /** Words of one paragraph. */
  @JsonPropertyOrder({"type", "content"})
  @Schema(
      name = "ParagraphBlock",
      description = "Words of one paragraph: <p>",
      requiredProperties = "type",
      properties =
          @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "paragraph"))
  record Paragraph(@Schema(required = true) List<Span> content) implements Block {
    public Paragraph {
      content = copy(content);
    }

    @Override
    public String type() {
      return "paragraph";
    }
  }

  /** A heading inside the article; level 1 is the article's title and not the body's. */
  @JsonPropertyOrder({"type", "level", "content"})
  @Schema(
      name = "HeadingBlock",
      description =
          "A heading inside the article, of level 2 to 4: <h2> to <h4>. Level 1 is the"
              + " article's title",
      requiredProperties = "type",
      properties =
          @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "heading"))
  record Heading(
      @Schema(
              required = true,
              minimum = "2",
              maximum = "4",
              description = "2 stands right under the title")
          int level,
      @Schema(required = true) List<Span> content)
      implements Block {
    public Heading {
      if (level < MIN_LEVEL || level > MAX_LEVEL) {
        throw new IllegalArgumentException("heading level " + level);
      }
      content = copy(content);
    }

    @Override
    public String type() {
      return "heading";
    }
  }

  /** A list, numbered or not, up to {@value Body#MAX_LIST_DEPTH} deep. */
  @JsonPropertyOrder({"type", "ordered", "items"})
  @Schema(
      name = "ListBlock",
      description = "A list, up to 5 deep: <ol> where it is ordered, else <ul>",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "list"))
  record Listing(
      @Schema(required = true, description = "Whether its entries are numbered") boolean ordered,
      @Schema(required = true) List<Item> items)
      implements Block {
    public Listing {
      items = copy(items);
    }

    @Override
    public String type() {
      return "list";
    }
  }

  /** An entry of a list, with a list of its own below it or none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"content", "list"})
  @Schema(
      name = "ListItem",
      description = "An entry of a list: <li>. The list below it stands inside it")
  record Item(
      @Schema(required = true) List<Span> content,
      @Schema(description = "The list below this entry") Listing list) {
    public Item {
      content = copy(content);
    }
  }

  /** Words of another, and whose they are. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"type", "paragraphs", "cite"})
  @Schema(
      name = "QuoteBlock",
      description = "Words of another: <blockquote>, and whose they are in its <footer>",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "quote"))
  record Quote(
      @Schema(required = true) List<Passage> paragraphs,
      @Schema(description = "Whose words they are", maxLength = Body.MAX_CREDIT) String cite)
      implements Block {
    public Quote {
      paragraphs = copy(paragraphs);
    }

    @Override
    public String type() {
      return "quote";
    }
  }

  /** One paragraph of a quote. */
  @Schema(name = "QuoteParagraph", description = "A paragraph of a quote: <p>")
  record Passage(@Schema(required = true) List<Span> content) {
    public Passage {
      content = copy(content);
    }
  }

  /** A picture; an empty alt says that it only decorates. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"type", "url", "alt", "caption", "credit", "width", "height"})
  @Schema(
      name = "ImageBlock",
      description =
          "A picture: <figure> with <img>; caption and credit in its <figcaption>, the"
              + " credit in <small>",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "image"))
  record Image(
      @Schema(required = true, format = "uri") String url,
      @Schema(
              required = true,
              maxLength = Body.MAX_ALT,
              description =
                  "What it shows, for those who do not see it; empty where it only decorates")
          String alt,
      @Schema(maxLength = Body.MAX_CAPTION, description = "The line under it") String caption,
      @Schema(maxLength = Body.MAX_CREDIT, description = "Whose picture it is") String credit,
      @Schema(
              minimum = "1",
              maximum = "100000",
              description = "Of the file, in pixels, where it is known")
          Integer width,
      @Schema(
              minimum = "1",
              maximum = "100000",
              description = "Of the file, in pixels, where it is known")
          Integer height)
      implements Block {
    public Image {
      alt = alt == null ? "" : alt;
    }

    @Override
    public String type() {
      return "image";
    }
  }

  /** Pictures that belong together. */
  @JsonPropertyOrder({"type", "images"})
  @Schema(
      name = "GalleryBlock",
      description = "Pictures that belong together, in this order",
      requiredProperties = "type",
      properties =
          @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "gallery"))
  record Gallery(@Schema(required = true) List<Image> images) implements Block {
    public Gallery {
      images = copy(images);
    }

    @Override
    public String type() {
      return "gallery";
    }
  }

  /** A table; every row has as many cells as the widest. */
  @JsonPropertyOrder({"type", "header", "rows"})
  @Schema(
      name = "TableBlock",
      description = "A table: <table>. Every row has as many cells as the widest",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "table"))
  record Table(
      @Schema(required = true, description = "Whether the first row heads the columns")
          boolean header,
      @Schema(required = true, maxItems = Body.MAX_ROWS) List<Row> rows)
      implements Block {
    public Table {
      rows = copy(rows);
    }

    @Override
    public String type() {
      return "table";
    }
  }

  /** A row of a table. */
  @Schema(name = "TableRow", description = "A row of a table: <tr>")
  record Row(@Schema(required = true, maxItems = Body.MAX_COLUMNS) List<Cell> cells) {
    public Row {
      cells = copy(cells);
    }
  }

  /** A cell of a table. */
  @Schema(
      name = "TableCell",
      description = "A cell of a table: <th> in a first row that heads the columns, else <td>")
  record Cell(@Schema(required = true) List<Span> content) {
    public Cell {
      content = copy(content);
    }
  }

  /** Text whose white space counts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"type", "language", "text"})
  @Schema(
      name = "CodeBlock",
      description = "Text whose white space counts: <pre><code>",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "code"))
  record Code(
      @Schema(description = "Programming language", pattern = Body.CODE_LANGUAGE) String language,
      @Schema(required = true, description = "Lines are parted by \\n") String text)
      implements Block {
    public Code {
      text = text == null ? "" : text;
    }

    @Override
    public String type() {
      return "code";
    }
  }

  /** Something shown from another site. */
  @JsonPropertyOrder({"type", "provider", "url"})
  @Schema(
      name = "EmbedBlock",
      description =
          "Something shown from another site. Draw the provider's own player, or a link"
              + " to url where you have none",
      requiredProperties = "type",
      properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "embed"))
  record Embed(
      @Schema(required = true) Provider provider,
      @Schema(required = true, format = "uri", description = "A page of that provider") String url)
      implements Block {

    @Override
    public String type() {
      return "embed";
    }
  }

  /** A break between parts. */
  @Schema(
      name = "DividerBlock",
      description = "A break between parts: <hr>",
      requiredProperties = "type",
      properties =
          @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "divider"))
  record Divider() implements Block {

    @Override
    public String type() {
      return "divider";
    }
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
