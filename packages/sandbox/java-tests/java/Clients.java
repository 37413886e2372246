import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * Clients of the Java client, each with an ID of its own, in one process. It compiles with 4.9.7 and with 5.5.0. Takes commands from
 * standard input, words with blanks between:
 *
 *   consume NAME GROUP TOPIC HOW    HOW: shared, ordered, broadcasting, failing, pop
 *   leave NAME
 *   send TOPIC COUNT PREFIX         bodies PREFIX-0, PREFIX-1 and so on; all of one queue when PREFIX begins with "ordered"
 *   later TOPIC BODY PROPERTY VALUE with a property that says when
 *   transaction TOPIC BODY          of unknown state, until the broker asks
 *   pull GROUP TOPIC COUNT
 *
 * Prints lines, words with tabs between: JOINED name clientId; LEFT name; GOT name topic queue offset reconsumeTimes body; ASKED body;
 * DONE after each command, FAILED and why instead.
 */
public class Clients {
    private static final int READY_ATTEMPTS = 5;
    private static String namesrvAddr;
    private static RPCHook hook;
    private static TransactionMQProducer producer;
    /** One that leaves traces, since that of transactions cannot in 4.9.7. It stays: one that is shut down at once may lose its last traces. */
    private static DefaultMQProducer traced;
    private static final Map<String, DefaultMQPushConsumer> CONSUMERS = new ConcurrentHashMap<>();

    /** Arguments: namesrvAddr accessKey secretKey producerGroup. */
    public static void main(String[] args) throws Exception {
        namesrvAddr = args[0];
        hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        producer = startedProducer(args[3]);
        traced = new DefaultMQProducer(null, args[3] + "-traced", hook, true, null);
        prepare(traced, "traced");
        traced.start();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            try {
                run(line.split(" "));
                print("DONE");
            } catch (Exception e) {
                print("FAILED", line, String.valueOf(e));
            }
        }
        System.exit(0);
    }

    private static void run(String[] words) throws Exception {
        switch (words[0]) {
            case "consume":
                consume(words[1], words[2], words[3], words[4]);
                break;
            case "leave":
                CONSUMERS.remove(words[1]).shutdown();
                print("LEFT", words[1]);
                break;
            case "send":
                send(words[1], Integer.parseInt(words[2]), words[3]);
                break;
            case "later":
                Message later = new Message(words[1], bytes(words[2]));
                MessageAccessor.putProperty(later, words[3], words[4]);
                producer.send(later);
                break;
            case "transaction":
                producer.sendMessageInTransaction(new Message(words[1], bytes(words[2])), null);
                break;
            default:
                pull(words[1], words[2], Integer.parseInt(words[3]));
        }
    }

    private static TransactionMQProducer startedProducer(String group) throws Exception {
        TransactionMQProducer started = new TransactionMQProducer(group, hook);
        prepare(started, "producer");
        started.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object arg) {
                return LocalTransactionState.UNKNOW;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                print("ASKED", text(message));
                return LocalTransactionState.COMMIT_MESSAGE;
            }
        });
        started.start();
        return started;
    }

    /** A client learns of new topics, and tells brokers of itself, each second instead of each half minute. */
    private static void prepare(ClientConfig client, String instanceName) {
        client.setNamesrvAddr(namesrvAddr);
        client.setInstanceName(instanceName);
        client.setPollNameServerInterval(1_000);
        client.setHeartbeatBrokerInterval(1_000);
    }

    private static void send(String topic, int count, String prefix) throws Exception {
        for (int i = 0; i < count; i++) {
            Message message = new Message(topic, "tag", prefix + "-" + i, bytes(prefix + "-" + i));
            if (prefix.startsWith("ordered")) {
                traced.send(message, (queues, sent, key) -> queues.get(0), null);
            } else {
                traced.send(message);
            }
        }
    }

    private static void consume(String name, String group, String topic, String how) throws Exception {
        for (int attempt = 1; ; attempt++) {
            DefaultMQPushConsumer consumer = consumerOf(name, group, topic, how);
            try {
                consumer.start();
                CONSUMERS.put(name, consumer);
                print("JOINED", name, consumer.getDefaultMQPushConsumerImpl().getmQClientFactory().getClientId());
                return;
            } catch (Exception e) {
                // On a busy machine the limit of three seconds for a route may pass.
                if (attempt == READY_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static DefaultMQPushConsumer consumerOf(String name, String group, String topic, String how) throws Exception {
        boolean isTraced = "shared".equals(how);
        DefaultMQPushConsumer consumer =
            new DefaultMQPushConsumer(null, group, hook, new AllocateMessageQueueAveragely(), isTraced, null);
        prepare(consumer, name);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        switch (how) {
            case "broadcasting":
                setByName(consumer, "setMessageModel", "BROADCASTING");
                break;
            case "failing":
                consumer.setMaxReconsumeTimes(1);
                break;
            case "pop":
                // Only 5.x has it: the broker then says who takes from where.
                consumer.getClass().getMethod("setClientRebalance", boolean.class).invoke(consumer, false);
                break;
            default:
        }
        listen(consumer, name, how);
        return consumer;
    }

    private static void listen(DefaultMQPushConsumer consumer, String name, String how) {
        if ("ordered".equals(how)) {
            consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
                report(name, messages);
                return ConsumeOrderlyStatus.SUCCESS;
            });
            return;
        }
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            report(name, messages);
            return "failing".equals(how) ? ConsumeConcurrentlyStatus.RECONSUME_LATER : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
    }

    /** The enumeration lies in another package in each release. */
    private static void setByName(Object target, String setter, String value) throws Exception {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(setter)) {
                Object found = Arrays.stream(method.getParameterTypes()[0].getEnumConstants())
                    .filter(constant -> constant.toString().equals(value)).findFirst().get();
                method.invoke(target, found);
            }
        }
    }

    private static void pull(String group, String topic, int count) throws Exception {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(null, group, hook);
        prepare(consumer, "pull");
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.start();
        for (int seen = 0; seen < count; ) {
            List<MessageExt> messages = consumer.poll();
            report("pull", messages);
            seen += messages.size();
        }
        consumer.shutdown();
    }

    private static void report(String name, List<MessageExt> messages) {
        for (MessageExt message : messages) {
            print("GOT", name, message.getTopic(), message.getBrokerName() + "/" + message.getQueueId(),
                String.valueOf(message.getQueueOffset()), String.valueOf(message.getReconsumeTimes()), text(message));
        }
    }

    private static synchronized void print(String... words) {
        System.out.println(String.join("\t", words));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }
}
