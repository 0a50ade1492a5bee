package dev.mainstem.codec;

import dev.mainstem.kernel.Change;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Checks the constraints on a record's components. The validator is made when first used: it is the
 * slowest thing to start in the house.
 */
final class Constraints {
  private static final Map<String, String> CODES =
      Map.of(
          "Pattern", "bad-form",
          "NotNull", "missing",
          "NotEmpty", "empty",
          "NotBlank", "blank",
          "Positive", "too-small",
          "PositiveOrZero", "too-small",
          "Min", "too-small",
          "Max", "too-large");

  private volatile Validator validator;

  private Validator validator() {
    var made = validator;
    if (made != null) return made;
    synchronized (this) {
      if (validator == null) {
        validator =
            Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .addValueExtractor(new InsideChange())
                .buildValidatorFactory()
                .getValidator();
      }
      return validator;
    }
  }

  /** Lets the constraints of a patched field be checked on what it is set to. */
  private static final class InsideChange implements ValueExtractor<Change<@ExtractedValue ?>> {
    @Override
    public void extractValues(Change<?> change, ValueReceiver receiver) {
      if (change instanceof Change.To<?> to) receiver.value(null, to.value());
    }
  }

  void check(Object value) {
    var violations = validator().validate(value);
    if (violations.isEmpty()) return;
    var fields = new ArrayList<BadInput.Field>();
    for (var violation : violations) {
      fields.add(
          new BadInput.Field(pointer(violation), code(violation), violation.getMessage() + "."));
    }
    throw new BadInput(fields);
  }

  private static String pointer(ConstraintViolation<?> violation) {
    var text = new StringBuilder();
    for (var node : violation.getPropertyPath()) {
      if (node.getIndex() != null) text.append('/').append(node.getIndex());
      boolean inside = node.getName() == null || node.getName().startsWith("<");
      if (!inside) text.append('/').append(node.getName());
    }
    return text.toString();
  }

  private static String code(ConstraintViolation<?> violation) {
    Annotation rule = violation.getConstraintDescriptor().getAnnotation();
    var name = rule.annotationType().getSimpleName();
    if (!name.equals("Size")) return CODES.getOrDefault(name, "not-allowed");
    int max = (int) violation.getConstraintDescriptor().getAttributes().get("max");
    return size(violation.getInvalidValue()) > max ? "too-long" : "too-short";
  }

  private static int size(Object value) {
    if (value instanceof CharSequence text) return text.length();
    if (value instanceof java.util.Collection<?> all) return all.size();
    if (value instanceof Map<?, ?> map) return map.size();
    return 0;
  }
}
