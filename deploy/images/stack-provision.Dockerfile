# Sets up what others run, then ends: `secrets` makes certificates and passwords, `provision` topics, settings of the share
# group, users, rights and bucket. The program also carries a broker and a store for development, which are not used here. Build it first: mvn -pl stack -am package -DskipTests
FROM eclipse-temurin:17.0.19_10-jre-noble

COPY stack/jvm.options /opt/stylize/
COPY stack/target/lib /opt/stylize/lib
COPY stack/target/stylize-stack.jar /opt/stylize/

# A new volume gets the owner of the directory on which it is mounted.
RUN install -d -o 10001 -g 10001 /secrets/authority /secrets/kafka /secrets/store /secrets/provision /secrets/gateway \
        /secrets/worker /secrets/grafana

USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["java", "@/opt/stylize/jvm.options", "-cp", "/opt/stylize/stylize-stack.jar:/opt/stylize/lib/*", "org.stylize.stack.Stack"]
