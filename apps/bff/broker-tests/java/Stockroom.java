import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/**
 * A consumer with two threads and one lock. Arguments: name server, access key, secret key, namespace, topic, group. Says "ready"
 * with its client ID, and "got BODY" for each message. One whose body begins with "hold" keeps the lock until a line "release" comes
 * in. It leaves the group when its input ends.
 */
public class Stockroom {
    private static volatile boolean isReleased = false;

    public static void main(String[] args) throws Exception {
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var consumer = new DefaultMQPushConsumer(args[5], hook, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(args[0]);
        consumer.setNamespace(args[3]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPersistConsumerOffsetInterval(500);
        consumer.setConsumeThreadMin(2);
        consumer.setConsumeThreadMax(2);
        consumer.subscribe(args[4], "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            for (var message : messages) {
                var body = new String(message.getBody(), StandardCharsets.UTF_8);
                System.out.println("got " + body);
                if (body.startsWith("hold")) take();
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        // A busy machine takes its time.
        consumer.setMqClientApiTimeout(30_000);
        consumer.start();
        System.out.println("ready " + consumer.buildMQClientId());
        var input = new Scanner(System.in);
        while (input.hasNextLine()) if (input.nextLine().equals("release")) isReleased = true;
        consumer.shutdown();
    }

    private static synchronized void take() {
        while (!isReleased) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
