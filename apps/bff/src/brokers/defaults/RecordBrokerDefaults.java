import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.rocketmq.auth.config.AuthConfig;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.store.config.MessageStoreConfig;

/**
 * Records what each setting of a broker is when nobody sets it:
 *
 *     java -cp 'LIB/*' RecordBrokerDefaults.java > broker-defaults.json
 *
 * LIB holds the jars of rocketmq-broker 5.5.0 and what it depends on. The classes are those that a broker is configured with, the
 * changes those of BrokerStartup. It is done twice, as on two machines: what differs depends on the machine, and is null here. A setting
 * that has no value is empty.
 */
public class RecordBrokerDefaults {
    /** Of the machine, too, and the same both times. */
    private static final Set<String> OF_THE_HOST = Set.of("brokerName", "brokerIP1", "brokerIP2");

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            System.out.println(JSON.toJSONString(defaults()));
            return;
        }
        Map<String, Map<String, String>> small = onMachine(1, "/home/one", "127.0.0.1:1");
        Map<String, Map<String, String>> large = onMachine(64, "/home/other", "127.0.0.1:2");
        small.forEach((name, settings) -> settings.replaceAll((key, value) ->
            !OF_THE_HOST.contains(key) && value.equals(large.get(name).get(key)) ? value : null));
        Map<String, Object> recorded = new LinkedHashMap<>();
        recorded.put("recordedFrom", "org.apache.rocketmq:rocketmq-broker:5.5.0");
        recorded.put("settings", new TreeMap<>(small));
        System.out.println(JSON.toJSONString(recorded, JSONWriter.Feature.PrettyFormat, JSONWriter.Feature.WriteNulls));
    }

    private static Map<String, Map<String, String>> defaults() throws IllegalAccessException {
        NettyServerConfig server = new NettyServerConfig();
        server.setListenPort(10911);
        MessageStoreConfig store = new MessageStoreConfig();
        store.setHaListenPort(server.getListenPort() + 1);
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (Object config : List.of(new BrokerConfig(), server, new NettyClientConfig(), store, new AuthConfig())) {
            Map<String, String> settings = new TreeMap<>();
            // As MixAll#object2Properties reads them, which passes over those without a value.
            for (Class<?> type = config.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())) continue;
                    field.setAccessible(true);
                    Object value = field.get(config);
                    settings.put(field.getName(), value == null ? "" : value.toString());
                }
            }
            all.put(config.getClass().getSimpleName(), settings);
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, String>> onMachine(int processors, String home, String namesrvAddr) throws Exception {
        Process process = new ProcessBuilder("java", "-XX:ActiveProcessorCount=" + processors, "-Duser.home=" + home,
            "-Drocketmq.home.dir=" + home, "-Drocketmq.namesrv.addr=" + namesrvAddr, "-cp", System.getProperty("java.class.path"),
            new File("RecordBrokerDefaults.java").getPath(), "child").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String told = new String(process.getInputStream().readAllBytes());
        return new TreeMap<>(JSON.parseObject(told, Map.class));
    }
}
