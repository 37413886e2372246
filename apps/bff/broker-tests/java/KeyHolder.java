import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * Does with an access key what the key lets it. Arguments: name server, namespace. It reads commands:
 *
 *   send ACCESSKEY SECRETKEY TOPIC BODY
 *   pull ACCESSKEY SECRETKEY TOPIC GROUP
 *   listen ACCESSKEY SECRETKEY TOPIC GROUP   a push consumer, which stays
 *
 * It says "sent", "pulled" or "refused", and "listening" and "got BODY". It ends with its input.
 */
public class KeyHolder {
    private static String[] place;
    private static int clients = 0;

    public static void main(String[] args) throws Exception {
        System.setProperty("rocketmq.client.rebalance.waitInterval", "1000");
        place = args;
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            var words = input.nextLine().split(" ");
            var hook = new AclClientRPCHook(new SessionCredentials(words[1], words[2]));
            try {
                if (words[0].equals("send")) {
                    send(hook, words[3], words[4]);
                } else if (words[0].equals("pull")) {
                    pull(hook, words[3], words[4]);
                } else {
                    listen(hook, words[3], words[4]);
                }
            } catch (Exception refusal) {
                System.err.println(refusal);
                System.out.println("refused");
            }
        }
        System.exit(0);
    }

    private static void send(RPCHook hook, String topic, String body) throws Exception {
        var producer = new DefaultMQProducer("PID_key_holder", hook);
        producer.setNamespace(place[1]);
        producer.setNamesrvAddr(place[0]);
        producer.setInstanceName("client-" + ++clients);
        producer.setRetryTimesWhenSendFailed(0);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        try {
            producer.send(new Message(topic, body.getBytes()));
            System.out.println("sent");
        } finally {
            producer.shutdown();
        }
    }

    private static void pull(RPCHook hook, String topic, String group) throws Exception {
        var consumer = new DefaultMQPullConsumer(place[1], group, hook);
        consumer.setNamesrvAddr(place[0]);
        consumer.setInstanceName("client-" + ++clients);
        consumer.start();
        try {
            var queue = consumer.fetchSubscribeMessageQueues(topic).iterator().next();
            consumer.pull(queue, "*", 0, 32);
            System.out.println("pulled");
        } finally {
            consumer.shutdown();
        }
    }

    private static void listen(RPCHook hook, String topic, String group) throws Exception {
        var consumer = new DefaultMQPushConsumer(place[1], group, hook, new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(place[0]);
        consumer.setInstanceName("client-" + ++clients);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> System.out.println("got " + new String(message.getBody())));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        System.out.println("listening");
    }
}
