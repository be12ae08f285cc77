# REST, SSE, web page and the ledger. Build it first: mvn -pl api-gateway -am package -DskipTests
FROM eclipse-temurin:17.0.19_10-jre-noble

# The ledger's local state; if it is lost, it is rebuilt from Kafka.
RUN install -d -o 10001 -g 10001 /var/lib/stylize
VOLUME /var/lib/stylize

# Layers that change least come first, so that a new build sends little.
COPY api-gateway/target/quarkus-app/lib /opt/stylize/lib
COPY api-gateway/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY api-gateway/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY api-gateway/target/quarkus-app/app /opt/stylize/app

USER 10001:10001
WORKDIR /var/lib/stylize
# Page and API; health and metrics.
EXPOSE 8080 8082
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
