# REST, SSE, web page and the ledger. Build it first: mvn -pl api-gateway -am package -DskipTests
ARG JDK=eclipse-temurin:17.0.19_10-jdk-noble
ARG JRE=eclipse-temurin:17.0.19_10-jre-noble

# RocksDB's jar has native libraries for 14 platforms. One is enough, as a file that need not be unpacked at each start.
FROM ${JDK} AS libraries
COPY api-gateway/target/quarkus-app/lib /opt/stylize/lib
COPY deploy/images/split-jar.sh /
RUN case "$(uname -m)" in aarch64) library=librocksdbjni-linux-aarch64.so ;; *) library=librocksdbjni-linux64.so ;; esac \
    && sh /split-jar.sh /opt/stylize/lib/main/org.rocksdb.rocksdbjni-*.jar 'librocksdbjni-*' "$library" /opt/stylize/native

FROM ${JRE}
LABEL org.opencontainers.image.title="stylize gateway" org.opencontainers.image.licenses=Apache-2.0

# The ledger's local state; if it is lost, it is rebuilt from Kafka.
RUN install -d -o 10001 -g 10001 /var/lib/stylize
VOLUME /var/lib/stylize

# Layers that change least come first, so that a new build sends little.
COPY --from=libraries /opt/stylize/native /opt/stylize/native
COPY --from=libraries /opt/stylize/lib /opt/stylize/lib
COPY api-gateway/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY api-gateway/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY api-gateway/target/quarkus-app/app /opt/stylize/app
# What the program is made of (CycloneDX).
COPY api-gateway/target/bom.json /opt/stylize/

USER 10001:10001
WORKDIR /var/lib/stylize
# Page and API; health and metrics.
EXPOSE 8080 8082
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Djava.library.path=/opt/stylize/native", "-jar", "/opt/stylize/quarkus-run.jar"]
