package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one system's rows lie in the store's key space: {@code id u16 | tenant | key} for rows,
 * {@code id u16 | tenant | value | key} for index entries, {@code id u16 | name} for claims. Ids
 * are given once per name, see {@link Catalog}. Immutable and shared by all threads.
 */
final class Layout {
  private final Subsystem<?> subsystem;
  private final byte[][] tables;
  private final byte[][] indexes;
  private final byte[][] claims;
  private final String[] journals;
  private final Keys keys;

  Layout(Subsystem<?> system, Catalog catalog, Keys keys) {
    this.subsystem = system;
    this.keys = keys;
    Tables known = system.tables();
    tables = ids(catalog, "table", known.tables().stream().map(Table::name).toList());
    indexes = ids(catalog, "index", known.indexes().stream().map(Layout::named).toList());
    claims = ids(catalog, "claim", known.claims().stream().map(Claim::name).toList());
    journals = known.tables().stream().map(Table::journal).toArray(String[]::new);
  }

  private static String named(Index<?, ?, ?> index) {
    return index.table().name() + "." + index.name();
  }

  private byte[][] ids(Catalog catalog, String kind, List<String> names) {
    return names.stream()
        .map(name -> catalog.id(kind + " " + system() + "/" + name))
        .toArray(byte[][]::new);
  }

  String system() {
    return subsystem.name();
  }

  Subsystem<?> subsystem() {
    return subsystem;
  }

  /** The journal whose positions stand in before-images, by the id they begin with. */
  Map<byte[], String> journals() {
    Tables known = subsystem.tables();
    Map<byte[], String> all = new IdentityHashMap<>();
    for (var table : known.tables()) all.put(id(table), journal(table));
    for (var index : known.indexes()) all.put(id(index), journal(index.table()));
    for (var claim : known.claims()) all.put(id(claim), JournalSpec.MAIN);
    return all;
  }

  /** All id prefixes of the system in the column family of rows. */
  List<byte[]> rowPrefixes() {
    var all = new java.util.ArrayList<>(List.of(tables));
    all.addAll(List.of(claims));
    return all;
  }

  List<byte[]> indexPrefixes() {
    return List.of(indexes);
  }

  byte[] id(Table<?, ?> table) {
    return tables[table.ordinal()];
  }

  byte[] id(Index<?, ?, ?> index) {
    return indexes[index.ordinal()];
  }

  byte[] id(Claim<?> claim) {
    return claims[claim.ordinal()];
  }

  String journal(Table<?, ?> table) {
    return journals[table.ordinal()];
  }

  /** Where the rows of each table of this tenant begin, by ordinal; filled when first asked. */
  final class Bases {
    private final byte[] tenant;
    private final byte[][] ofTables = new byte[tables.length][];
    private final byte[][] ofIndexes = new byte[indexes.length][];

    Bases(Tenant tenant) {
      this.tenant = keys.encode(tenant);
    }

    byte[] of(Table<?, ?> table) {
      int at = table.ordinal();
      if (ofTables[at] == null) ofTables[at] = Bytes.join(tables[at], tenant);
      return ofTables[at];
    }

    byte[] of(Index<?, ?, ?> index) {
      int at = index.ordinal();
      if (ofIndexes[at] == null) ofIndexes[at] = Bytes.join(indexes[at], tenant);
      return ofIndexes[at];
    }
  }

  byte[] claim(Claim<?> claim, Object name) {
    return keys.encode(claims[claim.ordinal()], name);
  }

  Keys keys() {
    return keys;
  }
}
