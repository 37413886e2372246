import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A producer that sends synchronously by several threads, and a push consumer that takes what it sends, in one JVM: so that one clock
 * tells how long a message is under way.
 *
 *   SandboxBench namesrvAddr topic threads bodyBytes
 *
 * Says "ready". For each line of input, "SECONDS RATE", it sends for so long at so many messages a second, or as fast as it can when
 * RATE is 0, waits until all of it is consumed, and prints one line: messages, seconds, p50 and p99 in ms from the call of send to the
 * listener, p99 in ms of the call itself, CPU seconds of this JVM.
 */
public class SandboxBench {
    private static final int MAX_MESSAGES = 4_000_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final AtomicInteger CONSUMED = new AtomicInteger();
    private static final AtomicInteger SENT = new AtomicInteger();
    private static final long[] UNDER_WAY = new long[MAX_MESSAGES];
    private static final long[] CALLS = new long[MAX_MESSAGES];

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            error.printStackTrace();
            System.exit(1);
        });
        var consumer = consume(args[0], args[1]);
        var producer = new DefaultMQProducer("GID_bench_producer");
        producer.setNamesrvAddr(args[0]);
        // A busy machine takes its time, and that shall be seen in the figures.
        producer.setSendMsgTimeout(30_000);
        producer.start();
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNext()) {
            run(producer, args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]), input.nextInt(), input.nextInt());
        }
        producer.shutdown();
        consumer.shutdown();
    }

    private static DefaultMQPushConsumer consume(String namesrvAddr, String topic) throws Exception {
        var consumer = new DefaultMQPushConsumer("GID_bench_consumer");
        consumer.setNamesrvAddr(namesrvAddr);
        // Messages that are sent before it has found its queues count, too.
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setConsumeMessageBatchMaxSize(32);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> take(messages));
        consumer.start();
        return consumer;
    }

    private static ConsumeConcurrentlyStatus take(List<MessageExt> messages) {
        long now = System.nanoTime();
        for (var message : messages) {
            UNDER_WAY[CONSUMED.getAndIncrement()] = now - ByteBuffer.wrap(message.getBody()).getLong();
        }
        return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }

    private static void run(DefaultMQProducer producer, String topic, int threads, int bodyBytes, int seconds, int rate)
        throws Exception {
        CONSUMED.set(0);
        SENT.set(0);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        var senders = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            long gap = rate == 0 ? 0 : 1_000_000_000L * threads / rate;
            long first = start + gap * i / threads;
            senders[i] = new Thread(() -> send(producer, topic, bodyBytes, first, gap, start + seconds * 1_000_000_000L));
            senders[i].start();
        }
        for (var sender : senders) sender.join();
        double took = (System.nanoTime() - start) / 1e9;
        int sent = SENT.get();
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (CONSUMED.get() < sent) {
            if (System.nanoTime() > patience) throw new IllegalStateException("Consumed " + CONSUMED + " of " + sent);
            Thread.sleep(10);
        }
        double[] path = quantiles(UNDER_WAY, sent);
        System.out.println(sent + " " + took + " " + path[0] + " " + path[1] + " " + quantiles(CALLS, sent)[1] + " "
            + (cpuNanos() - cpu) / 1e9);
    }

    private static void send(DefaultMQProducer producer, String topic, int bodyBytes, long first, long gap, long end) {
        try {
            for (long due = first; ; due += gap) {
                for (long left = due - System.nanoTime(); gap > 0 && left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long now = System.nanoTime();
                if (now >= end) return;
                byte[] body = new byte[bodyBytes];
                ByteBuffer.wrap(body).putLong(now);
                var result = producer.send(new Message(topic, body));
                if (result.getSendStatus() != SendStatus.SEND_OK) throw new IllegalStateException(result.toString());
                CALLS[SENT.getAndIncrement()] = System.nanoTime() - now;
            }
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    private static double[] quantiles(long[] nanos, int count) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new double[] {sorted[count / 2] / 1e6, sorted[(int) (count * 0.99)] / 1e6};
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
