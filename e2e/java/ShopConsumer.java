import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/**
 * A shop's books, which take in paid and refunded orders. Arguments: name server, access key, secret key, topic, consumer group,
 * namespace, which may be left out. Says "ready" with its client ID, then "consumed N" after each message, N being all so far. It
 * leaves the group when its input ends.
 */
public class ShopConsumer {
    public static void main(String[] args) throws Exception {
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var consumer = new DefaultMQPushConsumer(args[4], hook, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(args[0]);
        if (args.length > 5) consumer.setNamespace(args[5]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(args[3], "paid || refunded");
        var consumed = new AtomicInteger();
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            System.out.println("consumed " + consumed.addAndGet(messages.size()));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        // A busy machine takes its time.
        consumer.setMqClientApiTimeout(30_000);
        consumer.start();
        System.out.println("ready " + consumer.buildMQClientId());
        while (System.in.read() >= 0) continue;
        consumer.shutdown();
    }
}
