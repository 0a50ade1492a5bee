package dev.mainstem.codec;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Sealed;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Checks the constraints on a record's components, and on those of every record inside it, however
 * deep: the walk follows the forms, so nobody has to ask for it with an annotation. Whether there
 * is anything to check is found out once per record class; a record without bounds costs a look
 * into a map. The validator is made when first used: it is the slowest thing to start in the house.
 * Safe for all threads.
 */
final class Constraints {
  private static final int MOST_FAULTS = 20;
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

  private final Forms forms;
  private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();
  private volatile Validator validator;

  /**
   * What is to be looked at in a record.
   *
   * @param own whether its components carry constraints
   * @param inside components that may hold records with constraints
   */
  private record Plan(boolean own, List<RecordForm.Part> inside) {}

  Constraints(Forms forms) {
    this.forms = forms;
  }

  void check(Object value) {
    var plan = plan(value.getClass());
    if (!plan.own() && plan.inside().isEmpty()) return;
    var looking = new Looking();
    looking.record(value);
    if (!looking.faults.isEmpty()) throw new BadInput(looking.faults);
  }

  private Plan plan(Class<?> type) {
    var known = plans.get(type);
    if (known != null) return known;
    var parts = forms.record(type).parts();
    var made = new Plan(bounded(type), parts.stream().filter(p -> leads(p.form())).toList());
    plans.put(type, made);
    return made;
  }

  /** Whether a record with constraints can stand anywhere inside values of this form. */
  private boolean leads(Form form) {
    Set<Class<?>> seen = new LinkedHashSet<>();
    form.kinds(seen);
    var open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      var type = open.remove();
      if (bounded(type)) return true;
      Set<Class<?>> next = new LinkedHashSet<>();
      for (var part : forms.record(type).parts()) part.form().kinds(next);
      for (var each : next) if (seen.add(each)) open.add(each);
    }
    return false;
  }

  private static boolean bounded(Class<?> type) {
    if (constrained(type)) return true;
    for (var component : type.getRecordComponents()) if (bounded(component)) return true;
    return false;
  }

  private static boolean bounded(RecordComponent component) {
    return constrained(component.getAccessor()) || bounded(component.getAnnotatedType());
  }

  private static boolean bounded(AnnotatedType type) {
    if (constrained(type)) return true;
    if (!(type instanceof AnnotatedParameterizedType p)) return false;
    for (var each : p.getAnnotatedActualTypeArguments()) if (bounded(each)) return true;
    return false;
  }

  private static boolean constrained(AnnotatedElement element) {
    for (var each : element.getAnnotations()) {
      var type = each.annotationType();
      // Several of one kind stand in a List inside the annotation's type.
      var whole = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
      if (whole.isAnnotationPresent(Constraint.class)) return true;
    }
    return false;
  }

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
                .addValueExtractor(new InsideSealed())
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

  /** Lets what is not sealed yet be checked. */
  private static final class InsideSealed implements ValueExtractor<Sealed<@ExtractedValue ?>> {
    @Override
    public void extractValues(Sealed<?> sealed, ValueReceiver receiver) {
      sealed.plain().ifPresent(plain -> receiver.value(null, plain));
    }
  }

  /** One walk over one value. */
  private final class Looking implements Form.Eye {
    private final Place place = new Place();
    private final List<BadInput.Field> faults = new ArrayList<>();

    @Override
    public Place place() {
      return place;
    }

    @Override
    public void record(Object record) {
      var plan = plan(record.getClass());
      if (plan.own()) validate(record, true);
      for (var part : plan.inside()) {
        if (faults.size() >= MOST_FAULTS) return;
        place.enter(part.name());
        part.form().look(RecordForm.get(part, record), this);
        place.leave();
      }
    }

    @Override
    public void bare(Object record) {
      var plan = plan(record.getClass());
      if (plan.own()) validate(record, false);
      for (var part : plan.inside()) part.form().look(RecordForm.get(part, record), this);
    }

    private void validate(Object record, boolean named) {
      for (var violation : validator().validate(record)) {
        if (faults.size() >= MOST_FAULTS) return;
        // Somebody asked the validator to go deeper: the walk comes there by itself.
        if (violation.getLeafBean() != record) continue;
        int depth = place.depth();
        enter(violation, named);
        faults.add(
            new BadInput.Field(place.pointer(), code(violation), violation.getMessage() + "."));
        while (place.depth() > depth) place.leave();
      }
    }

    private void enter(ConstraintViolation<?> violation, boolean named) {
      Object at = violation.getLeafBean();
      for (var node : violation.getPropertyPath()) {
        var name = node.getName();
        if (name != null && !name.startsWith("<")) {
          if (named) place.enter(name);
          at = component(at, name);
        } else if (node.getIndex() != null) {
          place.enter(String.valueOf(node.getIndex()));
          at = opened(at) instanceof List<?> list ? list.get(node.getIndex()) : null;
        } else if (node.getKey() != null) {
          place.enter(String.valueOf(node.getKey()));
          at = opened(at) instanceof Map<?, ?> map ? map.get(node.getKey()) : null;
        } else if (node.isInIterable() && opened(at) instanceof Collection<?> all) {
          int index = new ArrayList<>(all).indexOf(violation.getInvalidValue());
          if (index >= 0) place.enter(String.valueOf(index));
        }
      }
    }

    private Object component(Object record, String name) {
      for (var part : forms.record(record.getClass()).parts()) {
        if (part.name().equals(name)) return RecordForm.get(part, record);
      }
      return null;
    }
  }

  /** What is in the wrappings that leave no trace in JSON. */
  private static Object opened(Object value) {
    if (value instanceof Optional<?> maybe) return opened(maybe.orElse(null));
    if (value instanceof Sealed<?> sealed) return opened(sealed.plain().orElse(null));
    return value instanceof Change.To<?> to ? opened(to.value()) : value;
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
    if (value instanceof Collection<?> all) return all.size();
    if (value instanceof Map<?, ?> map) return map.size();
    return 0;
  }
}
