package dev.mainstem.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Who may import whom, and what a rule may not know. A package that is not there yet obeys. */
@AnalyzeClasses(packages = "dev.mainstem", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String KERNEL = "dev.mainstem.kernel..";
  private static final String CODEC = "dev.mainstem.codec..";
  private static final String ENGINE = "dev.mainstem.engine..";
  private static final String WIRE = "dev.mainstem.wire..";
  private static final String SYSTEMS = "dev.mainstem.systems..";
  private static final String INDEX =
      "dev.mainstem.app.Systems|dev.mainstem.app.[A-Z][a-z]+Fitting";

  private static final DescribedPredicate<JavaClass> COMMANDS_AND_EVENTS =
      vocabulary("commands and events", "(Command|Event)");
  private static final DescribedPredicate<JavaClass> EVENTS = vocabulary("events", "Event");

  @ArchTest
  static final ArchRule the_kernel_knows_the_jdk_only =
      rule(
          classes()
              .that()
              .resideInAPackage(KERNEL)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(KERNEL, "java.."));

  @ArchTest
  static final ArchRule the_machinery_knows_no_system_and_no_wire =
      rule(
          noClasses()
              .that()
              .resideInAnyPackage(
                  "dev.mainstem.log..", "dev.mainstem.store..", "dev.mainstem.codec..", ENGINE)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(SYSTEMS, WIRE));

  @ArchTest
  static final ArchRule a_wire_knows_no_system =
      rule(
          noClasses()
              .that()
              .resideInAPackage(WIRE)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(SYSTEMS));

  @ArchTest
  static final ArchRule a_wire_knows_no_other_wire =
      slices()
          .matching("dev.mainstem.wire.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule systems_are_free_of_cycles =
      slices()
          .matching("dev.mainstem.systems.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_the_index_names_all_systems =
      rule(
          noClasses()
              .that()
              .resideOutsideOfPackage(SYSTEMS)
              .and(not(outermost("the index", INDEX.replace(".", "\\."))))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(SYSTEMS));

  @ArchTest
  static final ArchRule rules_and_tables_know_no_machinery =
      rule(
          noClasses()
              .that(vocabulary("commands, events and tables", "(Command|Event|Tables)"))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.vertx..", ENGINE, WIRE));

  @ArchTest
  static final ArchRule commands_and_events_have_no_clock_and_no_dice =
      rule(
          noClasses()
              .that(COMMANDS_AND_EVENTS)
              .should()
              .callMethodWhere(describe("read a clock or throw dice", ArchitectureTest::wavers)));

  @ArchTest
  static final ArchRule commands_and_events_hold_no_clock_and_no_dice =
      rule(
          noClasses()
              .that(COMMANDS_AND_EVENTS)
              .should()
              .dependOnClassesThat()
              .belongToAnyOf(
                  Clock.class,
                  Random.class,
                  SecureRandom.class,
                  SplittableRandom.class,
                  ThreadLocalRandom.class));

  @ArchTest
  static final ArchRule events_never_refuse =
      rule(
          noClasses()
              .that(EVENTS)
              .should()
              .dependOnClassesThat(outermost("refusals", "dev\\.mainstem\\..*(Problem|Refusal)")));

  @ArchTest
  static final ArchRule tables_are_package_private =
      rule(
          classes()
              .that()
              .resideInAPackage(SYSTEMS)
              .and()
              .haveSimpleNameEndingWith("Tables")
              .should()
              .bePackagePrivate());

  @ArchTest
  static final ArchRule commands_and_events_are_records =
      rule(
          classes()
              .that(COMMANDS_AND_EVENTS)
              .and()
              .areNotInterfaces()
              .and(describe("are asked or happened", ArchitectureTest::isAskedOrHappened))
              .should()
              .beRecords());

  /** A view of a byte array looks into no type, so that one use of method handles is free. */
  @ArchTest
  static final ArchRule only_the_codec_looks_into_types =
      rule(
          noClasses()
              .that()
              .resideOutsideOfPackage(CODEC)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("java.lang.reflect..")
                      .or(JavaClass.Predicates.belongToAnyOf(MethodHandle.class)))
              .orShould()
              .callMethodWhere(describe("take a handle", ArchitectureTest::takesHandle)));

  private static ArchRule rule(ArchRule rule) {
    return rule.allowEmptyShould(true);
  }

  /** Types of systems in files named so, with all that is nested in them. */
  private static DescribedPredicate<JavaClass> vocabulary(String words, String suffix) {
    return outermost(words, "dev\\.mainstem\\.systems\\..*" + suffix);
  }

  private static DescribedPredicate<JavaClass> outermost(String words, String name) {
    return describe(words, type -> type.getName().replaceFirst("\\$.*", "").matches(name));
  }

  private static boolean wavers(JavaMethodCall call) {
    var owner = call.getTargetOwner().getName();
    var asked = owner + "." + call.getName();
    return asked.matches("java\\.time\\..*\\.now")
        || asked.matches("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)")
        || asked.matches("java\\.lang\\.Math\\.random")
        || asked.matches("java\\.util\\.UUID\\.randomUUID");
  }

  private static boolean takesHandle(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(MethodHandles.class)
        && !call.getName().matches("byte(Array|Buffer)ViewVarHandle");
  }

  private static boolean isAskedOrHappened(JavaClass type) {
    return type.isAssignableTo("dev.mainstem.kernel.Command")
        || type.isAssignableTo("dev.mainstem.kernel.Event");
  }
}
