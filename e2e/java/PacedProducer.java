import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;

/**
 * Sends at a pace and knows what it has sent in each minute; a consumer in the same process takes it all. Arguments: name server,
 * access key, secret key, group, then TOPIC=MESSAGES_A_SECOND for each topic. Says "ready". A line "go BEFORE AFTER" begins, leaving
 * out so many milliseconds before and after each full minute; "rest" ends it, and is answered by lines "minute MINUTE TOPIC STORED
 * UNSURE" and "rested". A message that no broker has confirmed is unsure: it may be stored all the same.
 */
public class PacedProducer {
    private static final long MINUTE_MS = 60_000;
    private static final int MOST_PER_THREAD = 50;

    private static volatile boolean isGoing = false;
    private static long beforeMs = 0;
    private static long afterMs = 0;

    private static class Count {
        final AtomicLong stored = new AtomicLong();
        final AtomicLong unsure = new AtomicLong();
    }

    /** By "MINUTE TOPIC". */
    private static final Map<String, Count> counts = new ConcurrentSkipListMap<>();

    public static void main(String[] args) throws Exception {
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var producer = new DefaultMQProducer("PID-paced", hook);
        producer.setNamesrvAddr(args[0]);
        // A second try of a message that was stored would store it twice.
        producer.setRetryTimesWhenSendFailed(0);
        producer.setPollNameServerInterval(1_000);
        producer.setMqClientApiTimeout(30_000);
        producer.start();
        var paces = List.of(args).subList(4, args.length);
        var consumer = new DefaultMQPushConsumer(args[3], hook, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(args[0]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPollNameServerInterval(1_000);
        consumer.setPersistConsumerOffsetInterval(1_000);
        consumer.setMqClientApiTimeout(30_000);
        for (var pace : paces) consumer.subscribe(pace.split("=")[0], "*");
        consumer.registerMessageListener(
            (MessageListenerConcurrently) (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        consumer.start();
        System.out.println("ready");
        var threads = new ArrayList<Thread>();
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            var words = input.nextLine().split(" ");
            if (words[0].equals("go")) {
                beforeMs = Long.parseLong(words[1]);
                afterMs = Long.parseLong(words[2]);
                isGoing = true;
                for (var pace : paces) threads.addAll(begin(producer, pace));
            } else {
                isGoing = false;
                for (var thread : threads) thread.join();
                threads.clear();
                counts.forEach((key, count) -> System.out.println("minute " + key + " " + count.stored + " " + count.unsure));
                counts.clear();
                System.out.println("rested");
            }
        }
        consumer.shutdown();
        producer.shutdown();
    }

    /** A thread waits for each of its answers, so that a fast topic takes several, which take turns. */
    private static List<Thread> begin(DefaultMQProducer producer, String pace) {
        var topic = pace.split("=")[0];
        int perSecond = Integer.parseInt(pace.split("=")[1]);
        int members = 1 + perSecond / MOST_PER_THREAD;
        long firstMs = System.currentTimeMillis();
        var threads = new ArrayList<Thread>();
        for (int first = 0; first < members; first++) {
            int turn = first;
            var thread = new Thread(() -> produce(producer, topic, firstMs, perSecond, turn, members));
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void produce(
        DefaultMQProducer producer, String topic, long firstMs, int perSecond, long firstTurn, int members) {
        try {
            for (long turn = firstTurn; isGoing; turn += members) {
                long earlyMs = firstMs + turn * 1_000 / perSecond - System.currentTimeMillis();
                if (earlyMs > 0) Thread.sleep(earlyMs);
                long nowMs = System.currentTimeMillis();
                long intoMs = nowMs % MINUTE_MS;
                if (intoMs >= afterMs && intoMs < MINUTE_MS - beforeMs) send(producer, topic, nowMs / MINUTE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(DefaultMQProducer producer, String topic, long minute) throws InterruptedException {
        var count = counts.computeIfAbsent(minute + " " + topic, key -> new Count());
        try {
            producer.send(new Message(topic, new byte[100]));
            count.stored.incrementAndGet();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            count.unsure.incrementAndGet();
        }
    }
}
