package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a node out of a cluster is said before it joins. */
final class ClusteringTest {
  @TempDir private Path directory;

  private void refused(String because, String... sets) {
    var words = new ArrayList<>(List.of("--data", directory.toString()));
    for (var set : sets) words.addAll(List.of("--set", set));
    var complaint = Index.complaint(words.toArray(String[]::new));
    assertTrue(complaint.contains(because), complaint);
  }

  @Test
  void a_node_without_a_log_needs_others() {
    refused("set cluster.enabled", "cluster.home=false");
  }

  @Test
  void nodes_share_a_secret_of_some_length() {
    var further = "cluster.home=false";
    refused("'cluster.secret' must", "cluster.enabled=true", further);
    refused("'cluster.secret' must", "cluster.enabled=true", further, "cluster.secret=short");
  }

  @Test
  void nodes_are_found_on_loopback_only() {
    refused("loopback", "cluster.enabled=true", "cluster.home=false", "cluster.host=0.0.0.0");
  }

  @Test
  void members_are_hosts_with_ports() {
    var members = "cluster.members=127.0.0.1";
    refused("'cluster.members' must", "cluster.enabled=true", "cluster.home=false", members);
  }
}
