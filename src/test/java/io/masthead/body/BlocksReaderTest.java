package io.masthead.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.http.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<Fault> faults(String json) throws Exception {
    List<Fault> faults = new ArrayList<>();
    BodyReader.blocks(JSON.readTree(json.replace('\'', '"')), "/body", faults);
    return faults;
  }

  private static String codes(String json) throws Exception {
    return faults(json).stream()
        .map(fault -> fault.pointer() + " " + fault.code())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/body invalid_type",
        "null|/body invalid_type",
        "[1]|/body/0 invalid_type",
        "[null]|/body/0 invalid_type",
        "[{}]|/body/0/type required",
        "[{'type':1}]|/body/0/type invalid_type",
        "[{'type':'script'}]|/body/0/type invalid_value",
        "[{'type':'divider','x':1,'a/b':2}]|/body/0/x unknown_member, /body/0/a~1b unknown_member",
        "[{'type':'paragraph'}]|/body/0/content required",
        "[{'type':'paragraph','content':'x'}]|/body/0/content invalid_type",
        "[{'type':'paragraph','content':[{}]}]|/body/0/content/0/text required",
        "[{'type':'paragraph','content':[{'text':1}]}]|/body/0/content/0/text invalid_type",
        "[{'type':'paragraph','content':[{'text':'x','marks':['bold',1]}]}]"
            + "|/body/0/content/0/marks/0 invalid_value, /body/0/content/0/marks/1 invalid_type",
        "[{'type':'paragraph','content':[{'text':'x','href':'javascript:1'}]}]"
            + "|/body/0/content/0/href invalid_format",
        "[{'type':'paragraph','content':[{'text':'x','href':'/about'}]}]"
            + "|/body/0/content/0/href invalid_format",
        "[{'type':'paragraph','content':[{'text':'a\\u0000'}]}]"
            + "|/body/0/content/0/text nul_character",
        "[{'type':'paragraph','content':[{'text':'a\\ud800'}]}]"
            + "|/body/0/content/0/text lone_surrogate",
        "[{'type':'paragraph','content':[{'text':'a\\u0007'}]}]"
            + "|/body/0/content/0/text control_character",
        "[{'type':'heading','content':[]}]|/body/0/level required",
        "[{'type':'heading','level':1,'content':[]}]|/body/0/level out_of_range",
        "[{'type':'heading','level':99999999999,'content':[]}]|/body/0/level out_of_range",
        "[{'type':'heading','level':'2','content':[]}]|/body/0/level invalid_type",
        "[{'type':'heading','level':2.5,'content':[]}]|/body/0/level invalid_type",
        "[{'type':'list','items':[{'content':[],'list':{'items':[]}}]}]"
            + "|/body/0/ordered required, /body/0/items/0/list/ordered required",
        "[{'type':'quote','paragraphs':[{'content':[]}],'cite':'a\\u202e'}]"
            + "|/body/0/cite bidi_control",
        "[{'type':'image','url':'/a.png'}]" + "|/body/0/url invalid_format, /body/0/alt required",
        "[{'type':'image','url':'data:image/png;base64,x','alt':'','width':0,'height':'9'}]"
            + "|/body/0/url invalid_format, /body/0/width out_of_range,"
            + " /body/0/height invalid_type",
        "[{'type':'gallery','images':[{'url':'https://e.org/','alt':'','x':1}]}]"
            + "|/body/0/images/0/x unknown_member",
        "[{'type':'table','header':'yes','rows':[{'cells':[{}]}]}]"
            + "|/body/0/header invalid_type, /body/0/rows/0/cells/0/content required",
        "[{'type':'code','language':'a b','text':'x'}]|/body/0/language invalid_format",
        "[{'type':'embed','provider':'evil','url':'https://e.org/'}]"
            + "|/body/0/provider invalid_value",
        "[{'type':'embed','provider':'youtube','url':'https://vimeo.com/1'}]"
            + "|/body/0/url invalid_format"
      })
  void every_fault_has_its_pointer_and_code(String json, String expected) throws Exception {
    assertEquals(expected, codes(json));
  }

  @Test
  void limits_hold_at_their_borders() throws Exception {
    String alt = "[{'type':'image','url':'https://e.org/','alt':'%s'}]";
    assertEquals("", codes(alt.formatted("😀".repeat(Body.MAX_ALT))));
    assertEquals("/body/0/alt too_long", codes(alt.formatted("😀".repeat(Body.MAX_ALT + 1))));
    String row = "{'cells':[{'content':[]}]},";
    String rows = "[{'type':'table','header':false,'rows':[%s%s]}]";
    String last = row.substring(0, row.length() - 1);
    assertEquals("", codes(rows.formatted(row.repeat(Body.MAX_ROWS - 1), last)));
    assertEquals("/body/0/rows too_many", codes(rows.formatted(row.repeat(Body.MAX_ROWS), last)));
    String divider = "{'type':'divider'}";
    assertEquals("", codes("[" + (divider + ",").repeat(Body.MAX_BLOCKS - 1) + divider + "]"));
    assertEquals(
        "/body too_many", codes("[" + (divider + ",").repeat(Body.MAX_BLOCKS) + divider + "]"));
  }

  @Test
  void lists_are_five_deep_and_no_deeper() throws Exception {
    String open = "{'ordered':false,'items':[{'content':[{'text':'x'}],'list':";
    String inner = "{'ordered':false,'items':[]}";
    String five = open.repeat(4) + inner + "}]}".repeat(4);
    assertEquals("", codes("[{'type':'list'," + five.substring(1) + "]"));
    String six = open.repeat(5) + inner + "}]}".repeat(5);
    assertEquals(
        "/body/0" + "/items/0/list".repeat(5) + " too_many",
        codes("[{'type':'list'," + six.substring(1) + "]"));
  }

  @Test
  void faults_are_all_reported_up_to_a_hundred() throws Exception {
    String json = "[" + "1,".repeat(499) + "1]";
    assertEquals(100, faults(json).size());
  }

  @Test
  void what_was_not_written_by_a_body_is_not_read_as_one() {
    assertThrows(IllegalArgumentException.class, () -> Body.fromJson(JSON, "[{}]"));
    assertThrows(IllegalArgumentException.class, () -> Body.fromJson(JSON, "["));
    assertTrue(Body.fromJson(JSON, "[]").isEmpty());
  }
}
