import java.util.Scanner;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * A shop with tracing on, whose consumer cannot do its work until it is told so. Arguments: name server, access key, secret key, topic,
 * consumer group, namespace. Reads commands: `send BODY` says "sent ID", `succeed` mends the consumer, which says "received ID BODY RETRIES"
 * of each message. Ends with its input.
 */
public class FailingShop {
    public static void main(String[] args) throws Exception {
        // Else it takes up to twenty seconds until it reads the queues of its retry topic.
        System.setProperty("rocketmq.client.rebalance.waitInterval", "1000");
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var isMended = new AtomicBoolean();
        var consumer = new DefaultMQPushConsumer(args[4], hook, new AllocateMessageQueueAveragely(), true, null);
        consumer.setNamesrvAddr(args[0]);
        consumer.setNamespace(args[5]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setMaxReconsumeTimes(0);
        consumer.setPollNameServerInterval(1_000);
        consumer.setMqClientApiTimeout(30_000);
        consumer.subscribe(args[3], "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            for (var message : messages) {
                var body = new String(message.getBody());
                System.out.println("received " + message.getMsgId() + " " + body + " " + message.getReconsumeTimes());
            }
            return isMended.get() ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS : ConsumeConcurrentlyStatus.RECONSUME_LATER;
        });
        consumer.start();
        var producer = new DefaultMQProducer("PID_failing_shop", hook, true, null);
        producer.setNamesrvAddr(args[0]);
        producer.setNamespace(args[5]);
        producer.setMqClientApiTimeout(30_000);
        producer.setSendMsgTimeout(30_000);
        producer.start();
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            var command = input.nextLine().split(" ");
            if (command[0].equals("succeed")) {
                isMended.set(true);
                System.out.println("mended");
                continue;
            }
            var message = new Message(args[3], "paid", "key-" + command[1], command[1].getBytes());
            System.out.println("sent " + producer.send(message).getMsgId());
        }
        producer.shutdown();
        consumer.shutdown();
    }
}
