import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/**
 * Runs commands of mqadmin one after the other in one process, since starting Java for each takes longer than the command. A
 * line of input is a command, its arguments separated by tabs; a line with an end-of-transmission follows its output.
 */
public class MqadminSession {
    private static final char END = '\u0004';

    public static void main(String[] args) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            MQAdminStartup.main0(line.split("\t"), null);
            System.out.println();
            System.out.println(END);
            System.out.flush();
        }
        System.exit(0);
    }
}
