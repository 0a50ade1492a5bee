package dev.mainstem.kernel;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the rows of a {@link Tables} instance are: bound to one tenant and to the writer's overlay,
 * a published snapshot, or an earlier position. Implemented by the store; systems never see it.
 */
public interface Rows {
  <K, V> Optional<Row<K, V>> find(Table<K, V> table, K key);

  /** Rows of the span in key order, at most {@code limit}, with the cursor that goes on. */
  <K, V> Page.Of<Row<K, V>> scan(Table<K, V> table, Span span, int limit);

  /** The same over an index: the span's prefix, bounds and cursor are over (value, key). */
  <A, K, V> Page.Of<Row<K, V>> scan(Index<A, K, V> index, Span span, int limit);

  <K, V> void put(Table<K, V> table, K key, V row);

  <K, V> void remove(Table<K, V> table, K key);

  /** Who holds this public name, house-wide. */
  <K> Optional<Tenant> holder(Claim<K> claim, K name);

  <K> void take(Claim<K> claim, K name);

  <K> void release(Claim<K> claim, K name);

  /** See {@link Working#of}. */
  <K, W> W working(Working<K, W> working, K key);

  /** See {@link Working#follow}. */
  <K, W> void follow(Working<K, W> working, K key, Consumer<W> change);

  /** See {@link View#now}. */
  <P> P picture(View<P> view);
}
