package org.stylize.worker.share;

import org.apache.kafka.clients.consumer.AcknowledgeType;

/** How a record is settled. */
enum Settlement {
    ACCEPT(AcknowledgeType.ACCEPT),
    RELEASE(AcknowledgeType.RELEASE),
    REJECT(AcknowledgeType.REJECT);

    private final AcknowledgeType type;

    Settlement(AcknowledgeType type) {
        this.type = type;
    }

    AcknowledgeType type() {
        return type;
    }
}
