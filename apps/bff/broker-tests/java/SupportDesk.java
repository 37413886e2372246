import java.util.HashMap;
import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * A company with a message for every answer of "Where is my message?". Arguments: name server, access key, secret key, namespace. It
 * reads commands:
 *
 *   send TOPIC BODY              sends with the tag "paid"
 *   later TOPIC BODY             the same, due in an hour
 *   half TOPIC BODY              in a transaction that nobody ends
 *   join NAME GROUP TOPIC TAGS HOW   a consumer, which takes, fails, kills (one attempt and no more) or holds what it gets
 *   leave NAME
 *
 * It says "sent ID", "joined NAME", "got NAME BODY" and "left NAME". It ends with its input.
 */
public class SupportDesk {
    private static String[] place;
    private static RPCHook hook;
    private static final HashMap<String, DefaultMQPushConsumer> consumers = new HashMap<>();

    public static void main(String[] args) throws Exception {
        System.setProperty("rocketmq.client.rebalance.waitInterval", "1000");
        place = args;
        hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var producer = startProducer();
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            obey(producer, input.nextLine().split(" ", 6));
        }
        // What is held is never given back: the consumers end with the program.
        System.exit(0);
    }

    private static void obey(TransactionMQProducer producer, String[] words) throws Exception {
        if (words[0].equals("send")) {
            say(producer.send(message(words)).getMsgId());
        } else if (words[0].equals("later")) {
            var later = message(words);
            later.setDelayTimeSec(3_600);
            say(producer.send(later).getMsgId());
        } else if (words[0].equals("half")) {
            say(producer.sendMessageInTransaction(message(words), null).getMsgId());
        } else if (words[0].equals("join")) {
            join(words[1], words[2], words[3], words[4], words[5]);
        } else {
            consumers.remove(words[1]).shutdown();
            System.out.println("left " + words[1]);
        }
    }

    private static Message message(String[] words) {
        return new Message(words[1], "paid", words[2].getBytes());
    }

    private static void say(String messageId) {
        System.out.println("sent " + messageId);
    }

    private static TransactionMQProducer startProducer() throws Exception {
        var producer = new TransactionMQProducer("PID_support_desk", hook);
        producer.setNamesrvAddr(place[0]);
        producer.setNamespace(place[3]);
        // A busy machine takes its time.
        producer.setMqClientApiTimeout(30_000);
        producer.setSendMsgTimeout(30_000);
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
                return LocalTransactionState.UNKNOW;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                return LocalTransactionState.UNKNOW;
            }
        });
        producer.start();
        return producer;
    }

    private static void join(String name, String group, String topic, String tags, String how) throws Exception {
        var consumer = new DefaultMQPushConsumer(group, hook, new AllocateMessageQueueAveragely(), true, null);
        consumer.setInstanceName(name);
        consumer.setNamesrvAddr(place[0]);
        consumer.setNamespace(place[3]);
        consumer.setMqClientApiTimeout(30_000);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPollNameServerInterval(1_000);
        consumer.setConsumeThreadMin(1);
        consumer.setConsumeThreadMax(1);
        if (how.equals("kills")) consumer.setMaxReconsumeTimes(0);
        consumer.subscribe(topic, tags);
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            for (var message : messages) System.out.println("got " + name + " " + new String(message.getBody()));
            if (how.equals("holds")) hold();
            return how.equals("takes") ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS : ConsumeConcurrentlyStatus.RECONSUME_LATER;
        });
        consumer.start();
        consumers.put(name, consumer);
        System.out.println("joined " + name);
    }

    private static void hold() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
