import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/**
 * What Java programs take for the work that the remoting benchmark measures, in a warm JVM.
 *
 *   PeerBench namesrvAddr accessKey secretKey groups COUNT   live state of COUNT groups, as the Dashboard asks for it
 *   PeerBench namesrvAddr accessKey secretKey pull TOPIC     all messages of TOPIC with the pull consumer
 *
 * Prints one line: the median of the runs in milliseconds.
 */
public class PeerBench {
    private static final int RUNS = 15;
    private static final int WARM_UP = 10;

    public static void main(String[] args) throws Exception {
        RPCHook hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        if (args[3].equals("groups")) {
            groups(args[0], hook, Integer.parseInt(args[4]));
        } else {
            pull(args[0], hook, args[4]);
        }
        System.exit(0);
    }

    /** The Dashboard's group list: a pool of threads, two administration calls a group. */
    private static void groups(String namesrvAddr, RPCHook hook, int count) throws Exception {
        DefaultMQAdminExt admin = new DefaultMQAdminExt(hook, 5000);
        admin.setNamesrvAddr(namesrvAddr);
        admin.setInstanceName("peer-" + System.nanoTime());
        admin.start();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(16, 2 * Runtime.getRuntime().availableProcessors()));
        long[] times = new long[RUNS];
        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = System.nanoTime();
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String group = "GID_bench_" + i;
                futures.add(pool.submit(() -> {
                    try {
                        admin.examineConsumeStats(group);
                    } catch (Exception ignored) {
                        // A group that never consumed has no route of its retry topic.
                    }
                    try {
                        admin.examineConsumerConnectionInfo(group);
                    } catch (Exception ignored) {
                        // Offline groups are refused.
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            if (run >= 0) {
                times[run] = System.nanoTime() - start;
            }
        }
        print(times);
    }

    private static void pull(String namesrvAddr, RPCHook hook, String topic) throws Exception {
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("GID_bench_pull", hook);
        consumer.setNamesrvAddr(namesrvAddr);
        consumer.start();
        Set<MessageQueue> queues = consumer.fetchSubscribeMessageQueues(topic);
        ExecutorService pool = Executors.newFixedThreadPool(queues.size());
        int runs = 5;
        long[] times = new long[runs];
        for (int run = -2; run < runs; run++) {
            long start = System.nanoTime();
            List<Future<?>> futures = new ArrayList<>();
            for (MessageQueue queue : queues) {
                futures.add(pool.submit(() -> {
                    long offset = consumer.minOffset(queue);
                    long end = consumer.maxOffset(queue);
                    while (offset < end) {
                        PullResult result = consumer.pull(queue, "*", offset, 32);
                        offset = result.getNextBeginOffset();
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            if (run >= 0) {
                times[run] = System.nanoTime() - start;
            }
        }
        print(times);
    }

    private static void print(long[] times) {
        Arrays.sort(times);
        System.out.println(times[times.length / 2] / 1e6);
    }
}
