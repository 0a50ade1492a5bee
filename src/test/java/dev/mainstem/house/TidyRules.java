package dev.mainstem.house;

import static javax.lang.model.element.Modifier.STATIC;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The limits of the house, read off a source file. A limit is moved here, in the open and with a
 * reason in the commit, and never suppressed where it hurts.
 */
final class TidyRules {
  static final int COLUMNS = 100;
  static final int PARAMETERS = 4;
  static final int FILE_LINES = 400;
  static final int SYSTEM_FILE_LINES = 200;
  static final int METHOD_LINES = 40;
  static final Map<String, Integer> SHORTER_METHODS = Map.of("decide", 15, "applyTo", 8);

  private static final Pattern VOCABULARY = Pattern.compile(".*(Command|Event)\\.java");
  private static final Pattern BANNED_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Service|Impl|Base|Data|Info)");
  // Spelled in two halves, or this file would break its own rule.
  private static final Pattern LEFT_UNDONE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern MAY_PRINT =
      Pattern.compile("src/(build|bench)/.*|.*/dev/mainstem/(app|bench)/.*");

  // One for all files: each new one would look through the whole class path.
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);
  private static final List<String> ALONE = List.of("-proc:none");

  private final String path;
  private final String text;
  private final List<String> complaints = new ArrayList<>();

  private TidyRules(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * What is untidy in this file, one sentence each.
   *
   * @param path from the root of the repository, with slashes
   */
  static List<String> complaints(String path, String text) {
    var rules = new TidyRules(path, text);
    rules.checkLines();
    if (path.endsWith(".java")) rules.checkTree();
    return rules.complaints;
  }

  private void checkLines() {
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      boolean imports = line.startsWith("import ");
      if (!imports && line.codePointCount(0, line.length()) > COLUMNS) {
        complain(i + 1, "is longer than " + COLUMNS + " columns");
      }
      if (LEFT_UNDONE.matcher(line).find()) complain(i + 1, "leaves something undone");
    }
    int limit = fileLimit();
    if (lines.size() > limit) complain(lines.size(), "is past line " + limit);
  }

  /** Commands and events are one vocabulary each and stay in one file; the rest is split. */
  private int fileLimit() {
    boolean system = path.contains("src/main/java/dev/mainstem/systems/");
    return system && !VOCABULARY.matcher(path).matches() ? SYSTEM_FILE_LINES : FILE_LINES;
  }

  private void checkTree() {
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    try {
      var task =
          (JavacTask) COMPILER.getTask(null, FILES, problem -> {}, ALONE, null, List.of(source));
      for (var unit : task.parse()) {
        new Reader(unit, Trees.instance(task).getSourcePositions()).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void complain(long line, String what) {
    complaints.add(path + ":" + line + " " + what);
  }

  /** Walks the syntax, so that a word in a string or a comment is no offence. */
  private final class Reader extends TreeScanner<Object, Object> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Deque<ClassTree> inside = new ArrayDeque<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Object visitClass(ClassTree type, Object none) {
      var name = type.getSimpleName().toString();
      if (BANNED_NAME.matcher(name).matches()) complain(line(type), name + " names no thing");
      inside.push(type);
      super.visitClass(type, none);
      inside.pop();
      return none;
    }

    @Override
    public Object visitMethod(MethodTree method, Object none) {
      var name = method.getName().toString();
      int limit = SHORTER_METHODS.getOrDefault(name, METHOD_LINES);
      long lines = lastLine(method) - firstLine(method) + 1;
      if (lines > limit) {
        complain(line(method), name + " has " + lines + " lines; " + limit + " are enough");
      }
      if (method.getParameters().size() > PARAMETERS && !isCanonical(method)) {
        complain(line(method), name + " takes more than " + PARAMETERS + " parameters");
      }
      return super.visitMethod(method, none);
    }

    @Override
    public Object visitMemberSelect(MemberSelectTree select, Object none) {
      var expression = select.toString();
      if (expression.equals("Thread.sleep")) complain(line(select), "sleeps");
      if (expression.equals("System.out") && !MAY_PRINT.matcher(path).matches()) {
        complain(line(select), "prints; only app and bench talk to people");
      }
      if (select.getIdentifier().contentEquals("printStackTrace")) {
        complain(line(select), "prints a stack");
      }
      return super.visitMemberSelect(select, none);
    }

    @Override
    public Object visitAnnotation(AnnotationTree annotation, Object none) {
      var name = annotation.getAnnotationType().toString();
      if (name.matches("(.*\\.)?Disabled")) complain(line(annotation), "switches a test off");
      return super.visitAnnotation(annotation, none);
    }

    /** The constructor of a record that takes all its components, however many they are. */
    private boolean isCanonical(MethodTree method) {
      var type = inside.element();
      if (type.getKind() != Tree.Kind.RECORD || method.getReturnType() != null) return false;
      long components =
          type.getMembers().stream()
              .filter(VariableTree.class::isInstance)
              .filter(m -> !((VariableTree) m).getModifiers().getFlags().contains(STATIC))
              .count();
      return method.getParameters().size() == components;
    }

    /** Annotations above a method are not its length. */
    private long firstLine(MethodTree method) {
      var annotations = method.getModifiers().getAnnotations();
      if (annotations.isEmpty()) return line(method);
      var last = annotations.get(annotations.size() - 1);
      return line(positions.getEndPosition(unit, last)) + 1;
    }

    private long lastLine(Tree tree) {
      return line(positions.getEndPosition(unit, tree));
    }

    private long line(Tree tree) {
      return line(positions.getStartPosition(unit, tree));
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
