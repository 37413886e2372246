import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RequestCode;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/**
 * Does with an access key what the key lets it, by clients that stay, as those of an application do. Arguments: name server,
 * namespace. It reads commands:
 *
 *   send ACCESSKEY SECRETKEY TOPIC BROKER BODY
 *   pull ACCESSKEY SECRETKEY TOPIC BROKER GROUP
 *   listen ACCESSKEY SECRETKEY TOPIC - GROUP   a push consumer
 *
 * A "-" for the broker is any. It answers "sent", "pulled" or "listening", "refused" when the broker does not permit it, and "failed"
 * with the reason for anything else. Push consumers say "got GROUP BODY", and "turned away GROUP TOPIC" when a broker does not permit
 * a pull. It ends with its input.
 */
public class KeyHolder {
    private static String[] place;
    private static int clients = 0;
    private static final Map<String, DefaultMQProducer> PRODUCERS = new HashMap<>();
    private static final Map<String, DefaultMQPullConsumer> CONSUMERS = new HashMap<>();

    public static void main(String[] args) throws Exception {
        System.setProperty("rocketmq.client.rebalance.waitInterval", "1000");
        place = args;
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            System.out.println(answer(input.nextLine().split(" ")));
        }
        System.exit(0);
    }

    private static String answer(String[] words) {
        var credentials = new SessionCredentials(words[1], words[2]);
        var hook = new AclClientRPCHook(credentials);
        try {
            switch (words[0]) {
                case "send":
                    return send(hook, words[1], words[3], words[4], words[5]);
                case "pull":
                    return pull(hook, words[1], words[3], words[4], words[5]);
                default:
                    return listen(new Watched(credentials, words[5]), words[3], words[5]);
            }
        } catch (Exception failure) {
            return isRefusal(failure) ? "refused" : "failed: " + failure.toString().replace('\n', ' ');
        }
    }

    private static boolean isRefusal(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MQBrokerException
                    && ((MQBrokerException) cause).getResponseCode() == ResponseCode.NO_PERMISSION) {
                return true;
            }
        }
        return false;
    }

    private static String send(RPCHook hook, String key, String topic, String broker, String body) throws Exception {
        var producer = PRODUCERS.get(key);
        if (producer == null) {
            producer = new DefaultMQProducer("PID_key_holder", hook);
            producer.setNamespace(place[1]);
            producer.setSendMsgTimeout(30_000);
            startWith(producer, producer::start);
            PRODUCERS.put(key, producer);
        }
        producer.send(new Message(topic, body.getBytes()), on(broker, producer.fetchPublishMessageQueues(topic)));
        return "sent";
    }

    private static String pull(RPCHook hook, String key, String topic, String broker, String group) throws Exception {
        var consumer = CONSUMERS.get(key + group);
        if (consumer == null) {
            consumer = new DefaultMQPullConsumer(place[1], group, hook);
            startWith(consumer, consumer::start);
            CONSUMERS.put(key + group, consumer);
        }
        consumer.pull(on(broker, consumer.fetchSubscribeMessageQueues(topic)), "*", 0, 32);
        return "pulled";
    }

    private static String listen(RPCHook hook, String topic, String group) throws Exception {
        var consumer = new DefaultMQPushConsumer(place[1], group, hook, new AllocateMessageQueueAveragely());
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> System.out.println("got " + group + " " + new String(message.getBody())));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        startWith(consumer, consumer::start);
        return "listening";
    }

    private static void startWith(ClientConfig client, Start start) throws MQClientException {
        client.setNamesrvAddr(place[0]);
        client.setInstanceName("client-" + ++clients);
        // A broker that is back is found at once.
        client.setPollNameServerInterval(1_000);
        start.run();
    }

    private static MessageQueue on(String broker, Collection<MessageQueue> queues) {
        return queues.stream()
                .filter(queue -> broker.equals("-") || queue.getBrokerName().equals(broker))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no queue on " + broker));
    }

    /** Signs, and tells when pulls are refused: a push consumer tries again and keeps it to itself. */
    private static class Watched extends AclClientRPCHook {
        private final String group;

        Watched(SessionCredentials credentials, String group) {
            super(credentials);
            this.group = group;
        }

        @Override
        public void doAfterResponse(String address, RemotingCommand request, RemotingCommand response) {
            if (request.getCode() == RequestCode.PULL_MESSAGE && response != null
                    && response.getCode() == ResponseCode.NO_PERMISSION) {
                System.out.println("turned away " + group + " " + request.getExtFields().get("topic"));
            }
        }
    }

    private interface Start {
        void run() throws MQClientException;
    }
}
