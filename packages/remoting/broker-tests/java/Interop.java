import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDataEncoder;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * The real Java client on the other side of the interoperability tests. Takes commands from standard input, answers each with
 * tab-separated lines and then END.
 *
 *   send NORMAL FIFO DELAY TRANSACTION   sends one message of every kind to these topics
 *   read TOPIC                           every message of a topic
 *   traces TOPIC                         what the Java decoder reads of the traces in a topic
 */
public class Interop {
    private static RPCHook hook;
    private static String namesrvAddr;

    /** Arguments: namesrvAddr accessKey secretKey. */
    public static void main(String[] args) throws Exception {
        namesrvAddr = args[0];
        hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            run(line.split(" "));
            System.out.println("END");
        }
        System.exit(0);
    }

    private static void run(String[] words) throws Exception {
        switch (words[0]) {
            case "send":
                send(words[1], words[2], words[3], words[4]);
                break;
            case "read":
                for (MessageExt message : all(words[1])) {
                    print(message);
                }
                break;
            default:
                for (MessageExt message : all(words[1])) {
                    printTraces(new String(message.getBody(), StandardCharsets.UTF_8));
                }
        }
    }

    private static void send(String normal, String fifo, String delay, String transaction) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer(null, "GID_interop_java", hook, true, null);
        start(producer);
        Message unicode = new Message(normal, "tagA", "schlüssel-1 ключ-2", bytes("grüße 🚀 消息"));
        unicode.putUserProperty("свойство", "значение 🚀");
        unicode.putUserProperty("a=b&c", "x:y|z");
        report("unicode", producer.send(unicode));
        for (CompressionType type : CompressionType.values()) {
            DefaultMQProducer compressing = new DefaultMQProducer(null, "GID_interop_" + type, hook, false, null);
            compressing.setCompressType(type);
            start(compressing);
            report("compressed-" + type, compressing.send(new Message(normal, type.name(), bytes("ü".repeat(10_000)))));
            compressing.shutdown();
        }
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            batch.add(new Message(normal, "batch", "batch-key-" + i, bytes("batch " + i)));
        }
        report("batch", producer.send(batch));
        report("ordered", producer.send(new Message(fifo, bytes("ordered")), (queues, message, key) ->
            queues.get(Math.abs(key.hashCode() % queues.size())), "order-4711"));
        Message delayed = new Message(delay, bytes("delayed"));
        delayed.setDelayTimeLevel(1);
        report("delayed", producer.send(delayed));
        producer.shutdown();

        TransactionMQProducer transactional = new TransactionMQProducer("GID_interop_tx", hook);
        transactional.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object arg) {
                return LocalTransactionState.COMMIT_MESSAGE;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                return LocalTransactionState.COMMIT_MESSAGE;
            }
        });
        start(transactional);
        report("transaction", transactional.sendMessageInTransaction(new Message(transaction, bytes("transaction")), null));
        transactional.shutdown();
    }

    private static void start(DefaultMQProducer producer) throws Exception {
        producer.setNamesrvAddr(namesrvAddr);
        producer.setInstanceName(producer.getProducerGroup() + System.nanoTime());
        producer.start();
    }

    private static void report(String name, SendResult result) {
        MessageQueue queue = result.getMessageQueue();
        System.out.println(String.join("\t", name, result.getMsgId(), String.valueOf(result.getOffsetMsgId()),
            queue.getBrokerName(), String.valueOf(queue.getQueueId())));
    }

    private static List<MessageExt> all(String topic) throws Exception {
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("GID_interop_reader", hook);
        consumer.setNamesrvAddr(namesrvAddr);
        consumer.setInstanceName("reader" + System.nanoTime());
        consumer.start();
        List<MessageExt> messages = new ArrayList<>();
        for (MessageQueue queue : consumer.fetchSubscribeMessageQueues(topic)) {
            long offset = consumer.minOffset(queue);
            long end = consumer.maxOffset(queue);
            while (offset < end) {
                PullResult result = consumer.pull(queue, "*", offset, 32);
                if (result.getMsgFoundList() != null) {
                    messages.addAll(result.getMsgFoundList());
                }
                offset = result.getNextBeginOffset();
            }
        }
        consumer.shutdown();
        return messages;
    }

    private static void print(MessageExt message) {
        Map<String, String> own = new TreeMap<>(message.getProperties());
        own.keySet().removeIf(name -> name.matches("[A-Z_0-9#]+"));
        System.out.println(String.join("\t", message.getMsgId(), String.valueOf(message.getTags()),
            String.valueOf(message.getKeys()), base64(message.getBody()), base64(bytes(own.toString())),
            String.valueOf(message.getFlag()), String.valueOf(message.getQueueId())));
    }

    private static void printTraces(String body) {
        for (TraceContext context : TraceDataEncoder.decoderFromTraceDataString(body)) {
            for (TraceBean bean : context.getTraceBeans()) {
                System.out.println(String.join("\t", context.getTraceType().name(), context.getGroupName(),
                    String.valueOf(bean.getTopic()), bean.getMsgId(), String.valueOf(bean.getTags()),
                    String.valueOf(bean.getMsgType()), String.valueOf(context.isSuccess())));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
