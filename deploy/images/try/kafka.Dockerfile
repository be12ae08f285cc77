# Stands in for apache/kafka: the same broker, from the libraries of `stack`, and the same program for its settings.
ARG JDK
FROM ${JDK}
COPY stack/target/lib /opt/kafka/libs
COPY deploy/images/try/kafka /opt/kafka/bin
RUN javac -cp '/opt/kafka/libs/*' -d /opt/kafka/classes /opt/kafka/bin/Ready.java \
    && chmod 755 /opt/kafka/bin/*.sh \
    && useradd --uid 1000 --create-home appuser \
    && install -d -o 1000 -g 1000 /opt/kafka/config /var/lib/kafka/data /mnt/shared/config /etc/kafka/docker \
    && touch /etc/kafka/docker/server.properties
USER 1000:1000
ENTRYPOINT ["/opt/kafka/bin/run.sh"]
