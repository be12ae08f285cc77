# Sets up what others run, then ends: `secrets` makes certificates and passwords, `provision` topics, settings of the share
# group, users, rights and bucket. Build it first: mvn -pl stack -am package -DskipTests
ARG JRE=eclipse-temurin:17.0.19_10-jre-noble

# The program can also be a broker and a store for development. The image leaves out what only they need.
FROM ${JRE} AS libraries
COPY stack/target/lib /opt/stylize/lib
RUN cd /opt/stylize/lib && rm kafka_*.jar kafka-*coordinator*.jar kafka-metadata-*.jar kafka-raft-*.jar kafka-server-*.jar \
        kafka-storage-*.jar scala-*.jar s3proxy-*.jar s3-*.jar sdk-core-*.jar regions-*.jar third-party-jackson-core-*.jar \
        woodstox-core-*.jar caffeine-*.jar log4j-core-*.jar zstd-jni-*.jar lz4-java-*.jar

FROM ${JRE}
LABEL org.opencontainers.image.title="stylize provision" org.opencontainers.image.licenses=Apache-2.0

COPY stack/jvm.options deploy/images/provision-logging.properties /opt/stylize/
COPY --from=libraries /opt/stylize/lib /opt/stylize/lib
COPY stack/target/stylize-stack.jar /opt/stylize/
# What the program is made of (CycloneDX), with broker and store.
COPY stack/target/bom.json /opt/stylize/

# A new volume gets the owner of the directory on which it is mounted.
RUN install -d -o 10001 -g 10001 /secrets/authority /secrets/kafka /secrets/store /secrets/provision /secrets/gateway \
        /secrets/worker /secrets/grafana

USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["java", "@/opt/stylize/jvm.options", "-Djava.util.logging.config.file=/opt/stylize/provision-logging.properties", "-cp", "/opt/stylize/stylize-stack.jar:/opt/stylize/lib/*", "org.stylize.stack.Stack"]
