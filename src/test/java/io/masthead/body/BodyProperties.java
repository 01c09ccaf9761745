package io.masthead.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BodyProperties {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Provide
  Arbitrary<Body> bodies() {
    return Bodies.bodies();
  }

  @Provide
  Arbitrary<String> sources() {
    return Bodies.text().list().ofMaxSize(6).map(parts -> String.join("", parts));
  }

  @Property
  void the_normal_form_of_a_normal_form_is_itself(@ForAll("bodies") Body body) {
    assertEquals(body, Body.of(body.blocks()));
  }

  @Property
  void html_reads_back_as_the_same_blocks_without_a_warning(@ForAll("bodies") Body body) {
    Parsed parsed = BodyReader.html(body.html());
    assertEquals(body, parsed.body(), body::html);
    assertEquals(List.of(), parsed.warnings());
  }

  @Property
  void markdown_reads_back_as_the_same_blocks_without_a_warning(@ForAll("bodies") Body body) {
    Parsed parsed = BodyReader.markdown(body.markdown());
    assertEquals(body, parsed.body(), body::markdown);
    assertEquals(List.of(), parsed.warnings());
  }

  @Example
  void a_heading_keeps_its_last_sign() {
    for (String text : List.of("#", "##", "C#", "a #", "\\#", "a\\", "\\")) {
      Body body = Body.of(new Block.Heading(2, List.of(Span.of(text))));
      assertEquals(body, BodyReader.markdown(body.markdown()).body(), body::markdown);
    }
  }

  @Property
  void json_reads_back_as_the_same_blocks(@ForAll("bodies") Body body) {
    assertEquals(body, Body.fromJson(JSON, body.json(JSON)));
  }

  @Property
  void jackson_alone_reads_each_block_back(@ForAll("bodies") Body body) throws Exception {
    for (Block block : body.blocks()) {
      assertEquals(block, JSON.readValue(JSON.writeValueAsString(block), Block.class));
    }
  }

  @Property
  void text_is_nfc_and_holds_no_control_but_tab_and_newline(@ForAll("bodies") Body body) {
    String text = body.text();
    assertTrue(text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'));
    body.blocks().stream()
        .filter(Block.Paragraph.class::isInstance)
        .flatMap(block -> ((Block.Paragraph) block).content().stream())
        .forEach(span -> assertTrue(Normalizer.isNormalized(span.text(), Normalizer.Form.NFC)));
  }

  @Property
  void any_text_read_as_html_or_markdown_is_stable(@ForAll("sources") String source) {
    Body html = BodyReader.html(source).body();
    assertEquals(html, BodyReader.html(html.html()).body());
    Body markdown = BodyReader.markdown(source).body();
    assertEquals(markdown, BodyReader.markdown(markdown.markdown()).body());
  }
}
