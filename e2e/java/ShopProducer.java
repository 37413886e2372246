import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/**
 * A shop that reports its orders. Arguments: name server, access key, secret key, namespace, topic, producer group. For each line
 * of input, a number, it sends so many messages with the tag "paid" and answers "sent N". It ends with its input.
 */
public class ShopProducer {
    public static void main(String[] args) throws Exception {
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var producer = new DefaultMQProducer(args[5], hook);
        producer.setNamesrvAddr(args[0]);
        producer.setNamespace(args[3]);
        producer.start();
        System.out.println("ready");
        var input = new Scanner(System.in);
        while (input.hasNextLine()) {
            int count = Integer.parseInt(input.nextLine());
            for (int order = 0; order < count; order++) {
                byte[] body = ("order " + order).getBytes(StandardCharsets.UTF_8);
                var result = producer.send(new Message(args[4], "paid", "order-" + order, body));
                if (result.getSendStatus() != SendStatus.SEND_OK) throw new IllegalStateException(result.toString());
            }
            System.out.println("sent " + count);
        }
        producer.shutdown();
    }
}
