import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A push consumer of the real Java client, in a group together with ours. Prints READY and its client ID, and then a line for
 * each message, separated by tabs: topic, broker, queue, queue offset, deliveries before, body. Leaves the group when its
 * standard input ends or has a line, and prints STOPPED.
 *
 * Arguments: namesrvAddr accessKey secretKey group topic ordered
 */
public class PushMember {
    private static final int ATTEMPTS = 5;

    public static void main(String[] args) throws Exception {
        DefaultMQPushConsumer consumer = started(args);
        System.out.println("READY\t" + consumer.getDefaultMQPushConsumerImpl().getmQClientFactory().getClientId());
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        consumer.shutdown();
        System.out.println("STOPPED");
        System.exit(0);
    }

    /** On a busy machine the client's limit of 3 s for a route may pass: it gives up then, with one exception or the other. */
    private static DefaultMQPushConsumer started(String[] args) throws MQClientException {
        for (int attempt = 1; ; attempt++) {
            DefaultMQPushConsumer consumer = consumerOf(args);
            try {
                consumer.start();
                return consumer;
            } catch (MQClientException | IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static DefaultMQPushConsumer consumerOf(String[] args) throws MQClientException {
        AclClientRPCHook hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        DefaultMQPushConsumer consumer =
            new DefaultMQPushConsumer(null, args[3], hook, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(args[0]);
        consumer.setVipChannelEnabled(false);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(args[4], "*");
        if (Boolean.parseBoolean(args[5])) {
            consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
                print(messages);
                return ConsumeOrderlyStatus.SUCCESS;
            });
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
                print(messages);
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
        }
        return consumer;
    }

    private static synchronized void print(List<MessageExt> messages) {
        for (MessageExt message : messages) {
            System.out.println(String.join("\t", message.getTopic(), message.getBrokerName(),
                String.valueOf(message.getQueueId()), String.valueOf(message.getQueueOffset()),
                String.valueOf(message.getReconsumeTimes()), new String(message.getBody(), StandardCharsets.UTF_8)));
        }
    }
}
