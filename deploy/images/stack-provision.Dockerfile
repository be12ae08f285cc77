# Makes topics, settings of the share group, and bucket, then ends. Of the program that carries a broker and a store for
# development, only the command `provision` is used. Build it first: mvn -pl stack -am package -DskipTests
FROM eclipse-temurin:17.0.19_10-jre-noble

COPY stack/jvm.options /opt/stylize/
COPY stack/target/lib /opt/stylize/lib
COPY stack/target/stylize-stack.jar /opt/stylize/

USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["java", "@/opt/stylize/jvm.options", "-cp", "/opt/stylize/stylize-stack.jar:/opt/stylize/lib/*", "org.stylize.stack.Stack", "provision"]
