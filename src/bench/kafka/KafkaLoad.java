import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that keeps so many records of 256 bytes unacknowledged and prints how many were
 * acknowledged in a second: {@code java -cp 'kafka/*' KafkaLoad.java BOOTSTRAP RECORDS OUTSTANDING
 * LINGER_MS}. A process of its own, since Kafka's libraries are none of ours.
 */
public final class KafkaLoad {
  private KafkaLoad() {}

  public static void main(String[] args) throws Exception {
    int records = Integer.parseInt(args[1]);
    int outstanding = Integer.parseInt(args[2]);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", args[0],
            "acks", "all",
            "linger.ms", args[3],
            "key.serializer", ByteArraySerializer.class.getName(),
            "value.serializer", ByteArraySerializer.class.getName());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      send(producer, records / 4, outstanding);
      long began = System.nanoTime();
      send(producer, records, outstanding);
      System.out.println("per second " + records * 1e9 / (System.nanoTime() - began));
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int records, int outstanding)
      throws Exception {
    var room = new Semaphore(outstanding);
    var failure = new AtomicReference<Exception>();
    var value = new byte[256];
    for (int i = 0; i < records; i++) {
      room.acquire();
      producer.send(
          new ProducerRecord<>("load", 0, null, value),
          (metadata, why) -> {
            if (why != null) failure.set(why);
            room.release();
          });
    }
    room.acquire(outstanding);
    if (failure.get() != null) throw failure.get();
  }
}
