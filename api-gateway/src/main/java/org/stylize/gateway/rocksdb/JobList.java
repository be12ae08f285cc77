package org.stylize.gateway.rocksdb;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobState;
import org.stylize.proto.Tenant;

/**
 * A list of jobs by place.
 *
 * @param tenant whose jobs; null for everybody's
 * @param state in this state; null for all
 */
record JobList(@Nullable Tenant tenant, @Nullable JobState state) {}
