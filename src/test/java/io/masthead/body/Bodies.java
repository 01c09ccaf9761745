package io.masthead.body;

import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
import io.masthead.body.Block.Divider;
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
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of bodies, leaning towards the signs that markup gives a meaning. */
final class Bodies {

  private Bodies() {}

  static Arbitrary<Body> bodies() {
    return block().list().ofMaxSize(6).map(Body::of);
  }

  static Arbitrary<String> text() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("word", "Слово", "خبر", "新聞", "é", "e\u0301", "a1", "7")),
            Tuple.of(
                4, Arbitraries.of(" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\u200b")),
            Tuple.of(
                6,
                Arbitraries.of(
                    "*", "**", "_", "__", "~", "~~", "`", "``", "```", "[", "]", "(", ")", "!", "#",
                    "-", "+", "=", "|", "\\", "<", ">", "&", "&amp;", "&#0;", "\"", "'", ":", "1.",
                    "2)", "---", "===", "://", "<b>", "</p>", "<!--", "]]>", "$", "^", "{", "}",
                    "%", "@", ".", ",")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "😀", "👩‍👩‍👧‍👦", "\u0301", "\u0000", "\u0007", "\ud800", "\ufeff")),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(4)));
    Arbitrary<String> mixed =
        pieces.list().ofMinSize(1).ofMaxSize(8).map(parts -> String.join("", parts));
    // plain words often, so that marks of neighbours touch
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of("word", "b", "7")), Tuple.of(2, mixed));
  }

  static Arbitrary<List<Span>> content() {
    Arbitrary<List<Mark>> marks =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(List.of())),
            Tuple.of(4, Arbitraries.of(Mark.class).map(List::of)),
            Tuple.of(2, Arbitraries.of(Mark.class).list().ofMaxSize(3)));
    Arbitrary<String> href =
        Arbitraries.of(
                "https://example.org/",
                "http://example.org/a_(b)?c=1&copy;=2&d=*x*",
                "https://example.org/ж/[x]|y\"z#f",
                "mailto:desk@example.org",
                "tel:+77172000000")
            .map(address -> Href.link(address).orElseThrow())
            .injectNull(0.7);
    return Combinators.combine(text(), marks, href)
        .as((words, set, to) -> new Span(words, set, to))
        .list()
        .ofMaxSize(5);
  }

  static Arbitrary<Block> block() {
    Arbitrary<Block> paragraph = content().map(Paragraph::new);
    Arbitrary<Block> heading =
        Combinators.combine(Arbitraries.integers().between(2, 4), content()).as(Heading::new);
    Arbitrary<Block> list = listing(3).map(Block.class::cast);
    Arbitrary<Block> quote =
        Combinators.combine(content().map(Passage::new).list().ofMaxSize(3), text().injectNull(0.5))
            .as(Quote::new);
    Arbitrary<Block> gallery = image().list().ofMaxSize(3).map(Gallery::new);
    Arbitrary<Block> table =
        Combinators.combine(
                Arbitraries.of(true, false),
                content().map(Cell::new).list().ofMaxSize(3).map(Row::new).list().ofMaxSize(3))
            .as(Table::new);
    Arbitrary<Block> code =
        Combinators.combine(Arbitraries.of("java", "c++", "objective-c").injectNull(0.5), text())
            .as(Code::new);
    Arbitrary<Block> embed =
        Arbitraries.of(
                "https://www.youtube.com/watch?v=abc_-1&t=3",
                "https://x.com/news/status/12345",
                "https://t.me/channel/7",
                "https://vimeo.com/76979871")
            .map(url -> (Block) Provider.embed(url).orElseThrow());
    return Arbitraries.frequencyOf(
        Tuple.of(6, paragraph),
        Tuple.of(2, heading),
        Tuple.of(4, list),
        Tuple.of(2, quote),
        Tuple.of(2, image().map(Block.class::cast)),
        Tuple.of(1, gallery),
        Tuple.of(3, table),
        Tuple.of(2, code),
        Tuple.of(1, embed),
        Tuple.of(1, Arbitraries.just(new Divider())));
  }

  private static Arbitrary<Image> image() {
    Arbitrary<String> url =
        Arbitraries.of("https://example.org/a.jpg", "http://example.org/(1)/b.png?x&lt;y");
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 9_000).injectNull(0.7);
    return Combinators.combine(
            url, text(), text().injectNull(0.5), text().injectNull(0.7), size, size)
        .as(Image::new);
  }

  private static Arbitrary<Listing> listing(int depth) {
    Arbitrary<Listing> below =
        depth == 0
            ? Arbitraries.just(null)
            : Arbitraries.lazy(() -> listing(depth - 1)).injectNull(0.7);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Combinators.combine(content(), below).as(Item::new).list().ofMaxSize(3))
        .as(Listing::new);
  }
}
