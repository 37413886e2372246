import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/**
 * A shop that reports its orders. Arguments: name server, access key, secret key, topic, producer group, namespace, which may be
 * left out. Says "ready" with its client ID. For each line of input, a number, it sends so many messages with the tag "paid" and
 * answers "sent N", N being all so far. It ends with its input.
 */
public class ShopProducer {
    public static void main(String[] args) throws Exception {
        // The client's own threads would keep a program alive that cannot go on.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            error.printStackTrace();
            System.exit(1);
        });
        var hook = new AclClientRPCHook(new SessionCredentials(args[1], args[2]));
        var producer = new DefaultMQProducer(args[4], hook);
        producer.setNamesrvAddr(args[0]);
        if (args.length > 5) producer.setNamespace(args[5]);
        // A busy machine takes its time.
        producer.setSendMsgTimeout(30_000);
        producer.setMqClientApiTimeout(30_000);
        producer.start();
        System.out.println("ready " + producer.buildMQClientId());
        var input = new Scanner(System.in);
        int sent = 0;
        while (input.hasNextLine()) {
            int all = sent + Integer.parseInt(input.nextLine());
            for (; sent < all; sent++) {
                byte[] body = ("order " + sent).getBytes(StandardCharsets.UTF_8);
                var result = producer.send(new Message(args[3], "paid", "order-" + sent, body));
                if (result.getSendStatus() != SendStatus.SEND_OK) throw new IllegalStateException(result.toString());
            }
            System.out.println("sent " + sent);
        }
        producer.shutdown();
    }
}
