import java.io.FileInputStream;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/** Stands in for kafka-broker-api-versions.sh: ends well if a broker answers. Arguments: address, file of settings. */
final class Ready {
    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        try (FileInputStream file = new FileInputStream(args[1])) {
            settings.load(file);
        }
        settings.put("bootstrap.servers", args[0]);
        settings.put("default.api.timeout.ms", "10000");
        settings.put("request.timeout.ms", "10000");
        try (Admin admin = Admin.create(settings)) {
            System.out.println(admin.describeCluster().nodes().get());
        }
    }
}
