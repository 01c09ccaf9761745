package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The rules of our JSON (RFC 8259). Out: no nulls, times in UTC with three fraction digits, enum
 * values in lower case. In: nothing is coerced, repeated, unknown or left over; what a value's
 * deserializer refuses it reports to {@link JsonFaults}, so that one pass finds every fault.
 */
@Singleton
public class Json implements ObjectMapperCustomizer {

  private static final Pattern UUID_FORM =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
          Pattern.CASE_INSENSITIVE);

  /** The times that requests may name. */
  public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** After the framework's own modules, so that these readers win. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        // A tree keeps a number as it was written: 1e400 is no infinity.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    mapper
        .getFactory()
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
    mapper
        .getFactory()
        .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION.mappedFeature(), false);
    mapper.setAnnotationIntrospector(
        AnnotationIntrospectorPair.pair(
            new LowerCaseEnums(), mapper.getSerializationConfig().getAnnotationIntrospector()));
    SimpleModule module = new SimpleModule("masthead");
    module.addSerializer(Instant.class, new InstantSerializer());
    module.addDeserializer(String.class, new StringReader());
    module.addDeserializer(Instant.class, new InstantReader());
    module.addDeserializer(LocalDate.class, new LocalDateReader());
    module.addDeserializer(UUID.class, new UuidReader());
    module.addDeserializer(Integer.class, new IntegerReader());
    module.addDeserializer(Long.class, new LongReader());
    module.addDeserializer(Boolean.class, new BooleanReader());
    module.setDeserializerModifier(new StrictEnums());
    mapper.registerModule(module);
  }

  /** A constant as it goes over the wire: in lower case, unless {@code @JsonProperty} names it. */
  public static String word(Enum<?> constant) {
    try {
      JsonProperty given =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return given == null ? constant.name().toLowerCase(Locale.ROOT) : given.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 3339, always UTC and milliseconds, so that equal times are equal strings. */
  public static String format(Instant instant) {
    return INSTANT.format(instant);
  }

  /**
   * Reads RFC 3339 with any offset.
   *
   * @throws DateTimeException where the text is no time, or has no offset
   */
  public static Instant parseInstant(String text) {
    if (!TIME.matcher(text).matches()) {
      throw new DateTimeException("not a time by RFC 3339");
    }
    Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return instant;
  }

  /** An object that was written by us, such as a stored document. */
  public static ObjectNode object(ObjectMapper json, String text) {
    try {
      return (ObjectNode) json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean isUuid(String text) {
    return UUID_FORM.matcher(text).matches();
  }

  /** The code of the fault in a text that no field may hold, or null. */
  public static String textFault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "nul_character";
      }
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return "lone_surrogate";
        }
        i++;
      } else if (Character.isLowSurrogate(c)) {
        return "lone_surrogate";
      }
    }
    return null;
  }

  private static class LowerCaseEnums extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
      for (int i = 0; i < values.length; i++) {
        names[i] = word(values[i]);
      }
      return names;
    }
  }

  private static class InstantSerializer extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(format(value));
    }
  }

  /** A value written as a JSON string; any other token is a fault of type. */
  private abstract static class FromText<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    FromText(Class<T> type) {
      super(type);
    }

    abstract T read(String text, JsonParser in);

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return JsonFaults.of(context).wrongType(in, "a string is wanted");
      }
      String text = in.getText();
      String fault = textFault(text);
      if (fault != null) {
        return JsonFaults.of(context)
            .refuse(in, fault, "the text holds a character that no text may hold");
      }
      try {
        return read(text, in);
      } catch (IllegalArgumentException | DateTimeException e) {
        return JsonFaults.of(context).refuse(in, "invalid_format", formatWanted());
      }
    }

    abstract String formatWanted();
  }

  private static final class StringReader extends FromText<String> {
    private static final long serialVersionUID = 1L;

    StringReader() {
      super(String.class);
    }

    @Override
    String read(String text, JsonParser in) {
      return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    @Override
    String formatWanted() {
      return "a string is wanted";
    }
  }

  private static final class InstantReader extends FromText<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    Instant read(String text, JsonParser in) {
      return parseInstant(text);
    }

    @Override
    String formatWanted() {
      return "a time by RFC 3339 with an offset is wanted, such as 2026-12-01T09:00:00+05:00";
    }
  }

  private static final class LocalDateReader extends FromText<LocalDate> {
    private static final long serialVersionUID = 1L;

    LocalDateReader() {
      super(LocalDate.class);
    }

    @Override
    LocalDate read(String text, JsonParser in) {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() < 1 || date.getYear() > 9999) {
        throw new DateTimeException("out of range");
      }
      return date;
    }

    @Override
    String formatWanted() {
      return "a date such as 2026-12-01 is wanted";
    }
  }

  private static final class UuidReader extends FromText<UUID> {
    private static final long serialVersionUID = 1L;

    UuidReader() {
      super(UUID.class);
    }

    @Override
    UUID read(String text, JsonParser in) {
      if (!isUuid(text)) {
        throw new IllegalArgumentException();
      }
      return UUID.fromString(text);
    }

    @Override
    String formatWanted() {
      return "a UUID is wanted";
    }
  }

  /** The framework's reader trims, and takes a text without signs for none. */
  private static final class StrictEnums extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription description,
        JsonDeserializer<?> deserializer) {
      return new EnumReader(type.getRawClass());
    }
  }

  private static final class EnumReader extends JsonDeserializer<Object> {
    private final Class<?> type;

    EnumReader(Class<?> type) {
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String wanted = "one of " + JsonFaults.values(type) + " is wanted";
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return JsonFaults.of(context).wrongType(in, wanted);
      }
      String text = in.getText();
      for (Object constant : type.getEnumConstants()) {
        if (word((Enum<?>) constant).equals(text)) {
          return constant;
        }
      }
      return JsonFaults.of(context).refuse(in, "invalid_value", wanted);
    }
  }

  private static final class IntegerReader extends StdDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    IntegerReader() {
      super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return JsonFaults.of(context).wrongType(in, "an integer is wanted");
      }
      if (in.getNumberType() != JsonParser.NumberType.INT) {
        return JsonFaults.of(context).refuse(in, "out_of_range", "the integer is out of range");
      }
      return in.getIntValue();
    }
  }

  private static final class LongReader extends StdDeserializer<Long> {
    private static final long serialVersionUID = 1L;

    LongReader() {
      super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return JsonFaults.of(context).wrongType(in, "an integer is wanted");
      }
      if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return JsonFaults.of(context).refuse(in, "out_of_range", "the integer is out of range");
      }
      return in.getLongValue();
    }
  }

  private static final class BooleanReader extends JsonDeserializer<Boolean> {
    @Override
    public Boolean deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.currentToken().isBoolean()) {
        return JsonFaults.of(context).wrongType(in, "true or false is wanted");
      }
      return in.getBooleanValue();
    }
  }
}
