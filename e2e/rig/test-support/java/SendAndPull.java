import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;

/** Arguments: name server, topic, access key, secret key. Sends one message with the Java client and reads it again. */
public class SendAndPull {
    public static void main(String[] args) throws Exception {
        RPCHook hook = new AclClientRPCHook(new SessionCredentials(args[2], args[3]));
        DefaultMQProducer producer = new DefaultMQProducer("rig-producer", hook);
        producer.setNamesrvAddr(args[0]);
        producer.start();
        Message message = new Message(args[1], "tag", "key", "héllo".getBytes(StandardCharsets.UTF_8));
        System.out.println("sent " + producer.send(message).getSendStatus());
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer("rig-consumer", hook);
        consumer.setNamesrvAddr(args[0]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(args[1], "*");
        consumer.start();
        List<MessageExt> messages = List.of();
        while (messages.isEmpty()) messages = consumer.poll(500);
        System.out.println("got " + new String(messages.get(0).getBody(), StandardCharsets.UTF_8));
        System.exit(0);
    }
}
