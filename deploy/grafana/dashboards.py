#!/usr/bin/env python3
"""Writes dashboards/*.json from the definitions below: `deploy/grafana/dashboards.py`. A test holds the files to it.

A panel is one call of stat() or graph(): title, unit, query, what it means and what to do. Places in the grid, colours,
links and annotations follow from the rules at the end of this file.
"""
import json
import pathlib

RATE = "[$__rate_interval]"
WAITING = 'max(sum by (instance) (stylize_jobs{state=~"submitted|queued"}))'
W = '{worker=~"$worker"}'
UP = {"1": "up", "0": "away"}


def stat(title, unit, query, red, description, orange=None, below=False, words=None):
    """One number, red from the limit on, or red below it."""
    if below:
        steps = [("red", None)] + ([("orange", red)] if orange else []) + [("green", orange or red)]
    else:
        steps = [("green", None)] + ([("orange", orange)] if orange is not None else []) + ([("red", red)] if red is not None else [])
    return {"kind": "stat", "title": title, "unit": unit, "queries": {"": query}, "description": description, "steps": steps,
            "words": words}


def graph(title, unit, queries, description, limits=()):
    """Lines by legend and query; limits are dashed."""
    return {"kind": "timeseries", "title": title, "unit": unit, "queries": queries, "description": description,
            "steps": [("transparent", None)] + [("red", limit) for limit in limits], "words": None}


def text(title, content):
    return {"kind": "text", "title": title, "content": content}


def quantiles(metric, matchers=""):
    return {f"p{q}": f"histogram_quantile({q / 100}, sum by (le) (rate({metric}_bucket{matchers}[5m])))" for q in (50, 95, 99)}


def mean(timer, by="", matchers=""):
    group = f" by ({by})" if by else ""
    return f"sum{group} (rate({timer}_sum{matchers}{RATE})) / sum{group} (rate({timer}_count{matchers}{RATE}))"


def a_minute(counter, by="", matchers=""):
    group = f" by ({by})" if by else ""
    return f"60 * sum{group} (rate({counter}{matchers}{RATE}))"


def only(query, label):
    """The lines that are not 0, or one that says so: most reasons never occur."""
    return f'{query} > 0 or on () label_replace(vector(0), "{label}", "none", "", "")'


def burn(slo, window):
    return f'sum(slo:errors:ratio_rate{window}{{slo="{slo}"}}) / sum(slo:budget:ratio{{slo="{slo}"}}) or vector(0)'


SLOS = {"start": "Start within 5 min", "done": "Done within 2 x estimate", "failure": "Jobs that do not fail", "api": "API without 5xx"}

OVERVIEW = ("overview", "Overview", "Is anything wrong now?", [
    ("Is anything wrong now?", [
        stat("Alerts: page", "none", 'count(ALERTS{alertstate="firing",severity="page"}) or vector(0)', 1,
             "Alerts that should wake somebody. The list of names is in the next row; each has a page in docs/runbooks."),
        stat("Alerts: ticket", "none", 'count(ALERTS{alertstate="firing",severity="ticket"}) or vector(0)', None,
             "Alerts that can wait for the morning, by name in the next row; each has a page in docs/runbooks.", orange=1),
        stat("Gateways that answer", "percentunit", 'avg(up{job="gateway"}) or vector(0)', 0.5,
             "Share of the gateways that Prometheus reaches. Below 100 %: runbook GatewayDown.", orange=1, below=True),
        stat("Kafka", "none", "min(stylize_kafka_up) or vector(0)", 1,
             "Whether Kafka answers every gateway. Away: submissions get 503, accepted jobs wait. Runbook KafkaAway.", below=True, words=UP),
        stat("Store", "none", "min(stylize_store_up) or vector(0)", 1,
             "Whether the store answers every gateway. Away: no uploads, no results, workers wait. Runbook StoreAway.", below=True, words=UP),
        stat("Ledger", "none", '(max(stylize_ledger_state{state="running"}) - max(stylize_ledger_stalled)) or vector(0)', 1,
             "Whether the ledger runs and reads. Not: no job changes its state. Runbooks LedgerStalled, LedgerNotRunning.", below=True,
             words={"1": "runs", "0": "stands", "-1": "stands"}),
    ]),
    ("Jobs and workers now", [
        stat("Jobs that nobody paints", "none",
             f"{WAITING} * ((sum(stylize_worker_device_busy) or vector(0)) == bool 0) or vector(0)", 1,
             "Jobs that wait while no worker has a job. For a moment that is normal. Runbook NobodyPaints."),
        stat("Workers ready", "none", "sum(stylize_worker_ready) or vector(0)", 1,
             "Workers that take jobs. 0: nothing is painted, unless autoscaling has taken all away because nothing waits.", below=True),
        stat("Workers that do not answer", "none", 'count(up{job="worker"} == 0) or vector(0)', 1,
             "Workers that Prometheus finds and does not reach: frozen, dead, or cut off. Runbook WorkerDown."),
        stat("Jobs waiting", "none", f"{WAITING} or vector(0)", 100,
             "Jobs accepted that no worker has begun. Rising for long: add workers. Orange from 20, red from 100.", orange=20),
        stat("Oldest job waits", "s", "max(stylize_queue_oldest_age_seconds) or vector(0)", 1800,
             "Age of the job that waits longest. Orange from 5 minutes, red from half an hour: runbook JobWaitsTooLong.", orange=300),
        stat("Failed in the last hour", "none", 'round(sum(increase(stylize_jobs_finished_total{state="failed"}[1h]))) or vector(0)', 10,
             "Jobs that failed. One or two are bad pictures, many are ours: scripts/stylize-jobs dead-letters list.", orange=1),
    ]),
    ("What burns, what works", [
        graph("Alerts that fire", "none",
              {"{{alertname}}": 'count by (alertname) (ALERTS{alertstate="firing"}) or on () label_replace(vector(0), "alertname", "none", "", "")'},
              "By name. Each has a page in docs/runbooks: what it means, what to look at, what to do."),
        graph("Burn rate of the objectives, 1 h", "none",
              {slo: burn(slo, "1h") for slo in SLOS},
              "1 uses up exactly the budget of 28 days; 14.4 uses it up in two days, and pages. 'Queue and latency' has more.", (14.4,)),
        graph("Jobs ended a minute", "none", {"{{state}}": a_minute("stylize_jobs_finished_total", "state")},
              "How many jobs reached an end, by which. Completed at 0 while jobs wait: the fleet stands still."),
    ]),
])

QUEUE = ("queue", "Queue and latency", "How long callers wait, and whether that is what was promised.", [
    ("Objectives: how fast the budget burns (1 h)", [
        stat(name, "none", burn(slo, "1h"), 14.4,
             f"Bad events of the last hour by what the budget allows. 1 is just allowed; from 14.4 SloBurnsFast pages. Objective: {slo}.",
             orange=1) for slo, name in SLOS.items()
    ]),
    ("Burn over time", [
        graph("Burn rate, 1 h", "none", {slo: burn(slo, "1h") for slo in SLOS},
              "Bad events by what the budget allows, over an hour. The dashed line is where SloBurnsFast pages.", (14.4,)),
        graph("Burn rate, 6 h", "none", {slo: burn(slo, "6h") for slo in SLOS},
              "The same over six hours. Above 1 for days: SloBurnsSlowly.", (1,)),
        graph("Time by estimate", "none", quantiles("stylize_job_done_to_estimate_ratio"),
              "How long jobs took by what was expected at their submission (10 s at least). Above 2 is bad: fewer or slower workers than"
              " before, or lost attempts.", (2,)),
    ]),
    ("Queue", [
        graph("Jobs", "none", {"{{state}}": 'max by (state) (stylize_jobs{state=~"submitted|queued|running"})'},
              "Jobs that wait and jobs in work, by the ledger. Queued rises while running stays: too few workers."),
        graph("Jobs that wait, by lane", "none", {"{{lane}}": "max by (lane) (stylize_queue_jobs)"},
              "Interactive jobs go first; batch jobs get a tenth of the work meanwhile. Interactive ones that pile up: too few workers."),
        graph("Age of the oldest job", "s",
              {"waits": "max(stylize_queue_oldest_age_seconds)", "has not ended": "max(stylize_jobs_oldest_open_age_seconds)"},
              "Falls to 0 when nobody waits. A straight climb: nothing is taken from the queue. Dashed: half an hour.", (1800,)),
        graph("Requests", "none",
              {"held": "sum(stylize_queue_held)", "asked": "sum(stylize_queue_asked)", "lag of the share group": "max(stylize_queue_lag)"},
              "Held: not their turn yet. Asked: a request is in the queue. The lag counts offsets, markers too, up to twice the jobs."),
    ]),
    ("Times", [
        graph("From submission to start", "s", quantiles("stylize_job_submit_to_start_seconds"),
              "How long jobs wait for a worker: half of them less than p50. Dashed: the objective of 5 minutes.", (300,)),
        graph("From submission to done", "s", quantiles("stylize_job_submit_to_done_seconds"),
              "How long jobs take in all, waiting included. Depends on what is asked: size and steps."),
        graph("Jobs ended a minute", "none", {"{{state}}": a_minute("stylize_jobs_finished_total", "state")},
              "How many jobs reached an end, by which. Compare with what comes in on 'API and webhooks'."),
    ]),
])

STUCK = "count(stylize_worker_device_busy == 1 and on (instance) rate(stylize_worker_steps_total[1m]) == 0) or vector(0)"
WORKERS = ("workers", "Workers and devices", "Who paints, how fast, and what gets lost.", [
    ("Now", [
        stat("Workers that answer", "none", 'sum(up{job="worker"}) or vector(0)', 1,
             "Workers that Prometheus reaches. 0: nothing is painted. Runbook NobodyPaints.", below=True),
        stat("Workers that do not answer", "none", 'count(up{job="worker"} == 0) or vector(0)', 1,
             "Found and not reached: frozen, dead, or cut off. Their jobs go to others. Runbook WorkerDown."),
        stat("Not ready", "none", "count(stylize_worker_ready == 0) or vector(0)", 1,
             "Workers that run and take no jobs: store, Kafka or device is in trouble. Runbook WorkerNotReady."),
        stat("Painting", "none", "sum(stylize_worker_device_busy) or vector(0)", None,
             "Workers whose device has a job on it now. As many as are ready, while jobs wait."),
        stat("With a job, without a step", "none", STUCK, 1,
             "Workers that have a job and did no step for a minute: a job that begins, or a device that hangs. Runbook WorkerStuck."),
        stat("Locks lost, last hour", "none", "round(sum(increase(stylize_worker_locks_lost_total[1h]))) or vector(0)", 5,
             "Locks that ended before their request was settled: pauses of the machine, or Kafka away. Runbook AttemptsLost.", orange=1),
    ]),
    ("Speed", [
        graph("Steps a second", "none", {"{{worker}}": f"sum by (worker) (rate(stylize_worker_steps_total{W}{RATE}))"},
              "Updates of pastiches, by worker. Differs with the size of the pictures; compare workers by pixel-steps."),
        graph("Pixel-steps a second, by device", "short", {"{{device}}": f"sum by (device) (rate(stylize_worker_pixel_steps_total{W}{RATE}))"},
              "Work done, whatever the size of the pictures. Falls while jobs wait: workers are gone, throttled or in trouble."),
        graph("Time of one step", "s", {k: v for k, v in quantiles("stylize_worker_step_seconds", W).items() if k != "p99"},
              "Of all sizes together. A jump without larger pictures: the machine is overloaded."),
        graph("Device busy", "percentunit", {"{{worker}}": f"avg by (worker) (avg_over_time(stylize_worker_device_busy{W}[1m]))"},
              "Share of the last minute with a job on the device. All at 100 % while jobs wait: add workers. Some at 0 %: those take none."),
        graph("CPU", "none", {"{{instance}}": 'process_cpu_usage{job="worker"} * system_cpu_count{job="worker"}'},
              "Cores in use by each worker process. Of a worker on a GPU about one."),
        graph("Memory", "bytes",
              {"{{instance}}": 'process_resident_memory_bytes{job="worker"}',
               "{{instance}} heap": 'sum by (instance) (jvm_memory_used_bytes{job="worker",area="heap"})'},
              "Of the whole process, tensors included, and the Java heap in it. Stays at its peak; docs/requirements.md says what is usual."),
        graph("Time since the last step", "s", {"{{worker}}": f"stylize_worker_device_silence_seconds{W}"},
              "Of the job that runs. A straight climb to minutes: the device hangs; worker.step-timeout (10 min) ends the worker then."),
    ]),
    ("Attempts", [
        graph("Attempts a minute", "none", {"{{outcome}}": a_minute("stylize_worker_jobs_total", "outcome", W)},
              "How attempts end. Released: handed back at shutdown, or store or Kafka away. Lost: the lock ran out."),
        graph("Locks and deliveries a minute", "none",
              {name: a_minute(f"stylize_worker_{metric}_total", "", W) for name, metric in
               {"renewals": "lock_renewals", "locks lost": "locks_lost", "redeliveries": "redeliveries", "undecodable": "undecodable_records"}.items()},
              "Renewals keep a job with its worker: a few a minute each. The others should be 0."),
        graph("Checkpoints and resumes a minute", "none",
              {"checkpoints": a_minute("stylize_worker_checkpoints_total", "", W), "resumed": a_minute("stylize_worker_jobs_resumed_total", "", W)},
              "A checkpoint every 30 s of work keeps what is lost small. Resumes without stopped workers: see lost locks."),
    ]),
    ("What workers need", [
        graph("Store, mean time", "s",
              {"download": mean("stylize_worker_download_seconds", "", W), "upload": mean("stylize_worker_upload_seconds", "", W)},
              "To read one picture, and to store one. No line: nothing was read or stored."),
        graph("Faults a minute", "none",
              {"store": a_minute("stylize_worker_store_faults_total", "", W), "decoder": a_minute("stylize_worker_decoder_failures_total", "", W)},
              "The store did not answer or refused; a decoder's process died. Workers wait for the store. Should be 0."),
        graph("Style cache, lookups a minute", "none", {"{{result}}": a_minute("stylize_worker_style_cache_total", "result", W)},
              "Where the features of styles were found. Mostly misses with few styles: the memory of the cache is too small."),
    ]),
])

API = 'job="gateway"'
API_BOARD = ("api", "API and webhooks", "What callers get, and what their servers get.", [
    ("Now", [
        stat("Answers of 5xx, 5 min", "percentunit",
             f'sum(rate(http_server_requests_seconds_count{{{API},outcome="SERVER_ERROR"}}[5m])) / sum(rate(http_server_requests_seconds_count{{{API}}}[5m])) or vector(0)',
             0.05, "Share of the answers that are faults of ours. 503 with Kafka or the store away. Orange from 1 in 1000.", orange=0.001),
        stat("Gateways that answer", "none", 'sum(up{job="gateway"}) or vector(0)', 1,
             "Gateways that Prometheus reaches. Fewer than you run: runbook GatewayDown.", below=True),
        stat("Submissions not confirmed, 15 min", "none", "round(sum(increase(stylize_submissions_unavailable_total[15m]))) or vector(0)", 1,
             "Submissions that Kafka did not confirm in time: the caller got 503 and should try again. Runbook KafkaAway."),
        stat("Webhook messages waiting", "none", "max(stylize_webhook_pending) or vector(0)", 10000,
             "Messages that wait for an attempt. Rising: receivers are away, or none can be reached. Runbook WebhooksFail.", orange=1000),
        stat("Certificate: time left", "s", "min(stylize_certificate_expiry_timestamp_seconds > 0) - time() or vector(1e10)", 172800,
             "Until the certificate of the port expires. Orange below two weeks, red below two days: runbook CertificateExpires.",
             orange=1209600, below=True, words={"10000000000": "none"}),
        stat("Key in use: time left", "s", "min(stylize_access_key_expiry_timestamp_seconds > 0) - time() or vector(1e10)", 86400,
             "Until the first key expires that was used in the last day; none if none does. Runbook KeyExpires.",
             orange=604800, below=True, words={"10000000000": "none"}),
    ]),
    ("Requests", [
        graph("Requests a second, by outcome", "none", {"{{outcome}}": f"sum by (outcome) (rate(http_server_requests_seconds_count{{{API}}}{RATE}))"},
              "CLIENT_ERROR are mistakes of callers, SERVER_ERROR are ours."),
        graph("Requests a second, by address", "none",
              {"{{method}} {{uri}}": f"topk(8, sum by (method, uri) (rate(http_server_requests_seconds_count{{{API}}}{RATE})))"},
              "The eight addresses that are asked most. Somebody who polls too often shows here."),
        graph("Mean time of an answer", "s",
              {"{{method}} {{uri}}": f"topk(8, sum by (method, uri) (rate(http_server_requests_seconds_sum{{{API},uri!~\".*/events\"}}{RATE})) / "
                                     f"(sum by (method, uri) (rate(http_server_requests_seconds_count{{{API},uri!~\".*/events\"}}{RATE})) > 0))"},
              "The eight slowest addresses, without event streams. All slow: the machine; those with pictures: the store."),
    ]),
    ("Callers", [
        graph("Submissions a minute", "none",
              {"confirmed": a_minute("stylize_submissions_seconds_count"), "not confirmed": a_minute("stylize_submissions_unavailable_total"),
               "reused": a_minute("stylize_submissions_reused_total")},
              "Jobs that Kafka confirmed; those that it did not in time; those answered with an earlier result."),
        graph("Refused a minute", "none",
              {"{{reason}}": only(a_minute("stylize_access_refused_total", "reason"), "reason"),
               "quota: {{quota}}": only(a_minute("stylize_quota_refused_total", "quota"), "quota")},
              "Without a valid key, and over a quota. Many unknown keys: somebody guesses. expired: a key was not replaced in time."),
        graph("Open now", "none",
              {"event streams": "sum(stylize_sse_streams)", "{{kind}}s": "sum by (kind) (stylize_gateway_transfers_open)"},
              "Event streams, uploads and downloads. Uploads that only rise: a slow or hostile client."),
    ]),
    ("Webhooks and store", [
        graph("Attempts to webhooks a minute", "none", {"{{outcome}}": a_minute("stylize_webhook_attempts_seconds_count", "outcome")},
              "Failed ones are tried again for about a day. More failed than delivered: runbook WebhooksFail."),
        graph("Messages to webhooks a minute", "none", {"{{outcome}}": a_minute("stylize_webhook_messages_total", "outcome")},
              "What became of them. given-up: the receiver did not answer for a day. Runbook WebhookMessagesLost."),
        graph("Store, mean time", "s", {"{{operation}}": mean("stylize_gateway_s3_seconds", "operation")},
              "Of requests to the store, by what they do. Rising: the store is slow. No line: none was made."),
    ]),
])

LEDGER = ("ledger", "Ledger and Kafka", "Whether truth gets on: the ledger, Kafka, the store, disks, the sweeper.", [
    ("Now", [
        stat("Kafka", "none", "min(stylize_kafka_up) or vector(0)", 1,
             "Whether Kafka answers every gateway. Everything waits for it and goes on by itself. Runbook KafkaAway.", below=True, words=UP),
        stat("Store", "none", "min(stylize_store_up) or vector(0)", 1,
             "Whether the store answers every gateway and has the bucket. Runbook StoreAway.", below=True, words=UP),
        stat("Gateways whose ledger runs", "none", 'sum(stylize_ledger_state{state="running"}) or vector(0)', 1,
             "0: no job changes its state. Runbook LedgerNotRunning.", below=True),
        stat("Ledger stalled", "none", "max(stylize_ledger_stalled) or vector(1)", 1,
             "1: it reads nothing though there is something to read. Runbook LedgerStalled."),
        stat("Dead letters of ours, 1 h", "none",
             'round(sum(increase(stylize_dead_letters_total{problem=~"internal|unavailable|attempts-exhausted|no-able-worker|diverged"}[1h]))) or vector(0)', 1,
             "Jobs or records given up for a reason that is ours. Runbook DeadLetters."),
        stat("Least free disk", "percentunit", "min(stylize_disk_free_bytes / stylize_disk_size_bytes)", 0.03,
             "Of the directories of all gateways. Red below 3 %: the ledger will stop. Runbooks DiskFillsUp, DiskAlmostFull.",
             orange=0.1, below=True),
    ]),
    ("Ledger", [
        graph("Records not read", "none", {"lag": "max(stylize_ledger_lag)"},
              "Submissions and reports that the ledger has not read, markers included. Near 0; rises while Kafka or the ledger is away."),
        graph("State of the ledger", "none", {"{{instance}} {{state}}": "sum by (instance, state) (stylize_ledger_state == 1)"},
              "By gateway. rebalancing for long: it restores, or gateways come and go."),
        graph("Retries a minute", "none",
              {"retried": a_minute("stylize_jobs_retried_total"), "not able": a_minute("stylize_jobs_unable_total"),
               "gone from the queue": a_minute("stylize_requests_lost_total")},
              "Attempts that ended without ending their job. With stopped workers normal. Runbooks AttemptsLost, RequestsLost."),
    ]),
    ("What went wrong", [
        graph("Dead letters a minute, by problem", "none", {"{{problem}}": only(a_minute("stylize_dead_letters_total", "problem"), "problem")},
              "image- and link- problems are callers'. scripts/stylize-jobs dead-letters list shows the letters."),
        graph("Records ignored a minute", "none", {"{{reason}}": a_minute("stylize_ledger_ignored_total", "reason")},
              "Reports that changed nothing. stale: late or doubled. unknown-job: of another fleet. Runbook RecordsIgnored."),
        graph("Audit events lost a minute", "none", {"lost": a_minute("stylize_audit_lost_total")},
              "Kafka did not take them in time; they are in the gateway's log only. Runbook AuditLost."),
    ]),
    ("Kafka clients and disks", [
        graph("Requests to Kafka a second", "none", {"{{instance}}": f'sum by (instance) (rate(kafka_consumer_request_total{{job="gateway"}}{RATE}))'},
              "Of a gateway's consumers. Falls to 0 when Kafka is away; a jump is a client that connects again and again."),
        graph("Free disk", "percentunit", {"{{instance}} {{directory}}": "stylize_disk_free_bytes / stylize_disk_size_bytes"},
              "Of the disks of the gateways' directories. The ledger's state can be made again from Kafka.", (0.03,)),
        graph("Memory", "bytes",
              {"{{instance}}": 'process_resident_memory_bytes{job="gateway"}',
               "{{instance}} heap": 'sum by (instance) (jvm_memory_used_bytes{job="gateway",area="heap"})',
               "{{instance}} most heap": 'sum by (instance) (jvm_memory_max_bytes{job="gateway",area="heap"})'},
              "Of the whole process, RocksDB's tables included, and the Java heap. Heap near its most for long: give it more, or it ends."),
    ]),
    ("Sweeper", [
        graph("Time since the last whole sweep", "s", {"time": "time() - max(stylize_sweeper_last_end_seconds > 0) or vector(0)"},
              "A sweep comes once an hour. More than six: runbook SweeperStands. Dashed: six hours.", (21600,)),
        graph("Objects a minute", "none",
              {"looked at": a_minute("stylize_sweeper_objects_total"), "deleted: {{kind}}": a_minute("stylize_sweeper_removed_total", "kind")},
              "Objects of the store that the sweeper looked at, and those it deleted, by why they were of no use."),
        graph("Checkpoints reported a minute", "none", {"checkpoints": a_minute("stylize_jobs_checkpointed_total")},
              "As the ledger counts them. Fewer than the workers count: reports do not arrive."),
    ]),
])

ONE_JOB = ("job", "One job", "The life of one job, by its id. Metrics cannot have it: an id is no label.", [
    ("The job", [
        text("Job $job", """### $job

| | |
| --- | --- |
| state, attempts, worker, problem | [$site/v1/stylizations/$job]($site/v1/stylizations/$job) (needs a key; `scripts/stylize-jobs get $job --json`) |
| every event, in order | `scripts/stylize-jobs watch $job`, or [$site/v1/stylizations/$job/events]($site/v1/stylizations/$job/events) |
| what made the result | [$site/v1/stylizations/$job/manifest]($site/v1/stylizations/$job/manifest) |
| logs | `docker compose logs gateway worker \\| grep $job`; in Loki `{service=~"gateway\\|worker"} \\|= "$job"` |
| page | [$site/#/jobs/$job]($site/#/jobs/$job) |
| events in Kafka | topic `stylize.events`, record key `$job` |

Prometheus keeps a time series for each value of a label, so a label with job ids would grow without end. The lines below show what the
fleet did at that time: set the time range to the job's, from its first event to its last. With traces, exemplars on the histograms of
*Queue and latency* will lead from a slow job to its trace."""),
    ]),
    ("The fleet at that time", [
        graph("Waiting and running", "none", {"{{state}}": 'max by (state) (stylize_jobs{state=~"submitted|queued|running"})'},
              "What the job waited behind. Queued high while it waited: the fleet was full."),
        graph("Workers", "none",
              {"ready": "sum(stylize_worker_ready) or vector(0)", "painting": "sum(stylize_worker_device_busy) or vector(0)",
               "do not answer": 'count(up{job="worker"} == 0) or vector(0)'},
              "A worker that vanished while the job ran explains a retry. No worker ready explains a wait."),
        graph("Surroundings", "none",
              {"Kafka": "min(stylize_kafka_up) or vector(0)", "store": "min(stylize_store_up) or vector(0)",
               "ledger": 'max(stylize_ledger_state{state="running"}) or vector(0)'},
              "1 is well. A gap explains a job that stood still or was handed back."),
    ]),
])

BOARDS = [OVERVIEW, QUEUE, WORKERS, API_BOARD, LEDGER, ONE_JOB]
SOURCE = {"type": "prometheus", "uid": "${source}"}


def panel(number, definition, place):
    head = {"id": number, "type": definition["kind"], "title": definition["title"], "gridPos": place}
    if definition["kind"] == "text":
        return head | {"options": {"mode": "markdown", "content": definition["content"]}}
    is_stat = definition["kind"] == "stat"
    targets = [{"refId": chr(ord("A") + i), "datasource": SOURCE, "expr": query, "legendFormat": legend} | ({"instant": True} if is_stat else {})
               for i, (legend, query) in enumerate(definition["queries"].items())]
    defaults = {
        "unit": definition["unit"],
        "noValue": "no data",
        "thresholds": {"mode": "absolute", "steps": [{"color": c, "value": v} for c, v in definition["steps"]]},
    }
    if is_stat:
        defaults |= {"color": {"mode": "thresholds"}}
        if definition["words"]:
            defaults |= {"mappings": [{"type": "value", "options": {k: {"text": v} for k, v in definition["words"].items()}}]}
        options = {"colorMode": "background", "graphMode": "none", "reduceOptions": {"calcs": ["lastNotNull"]}}
    else:
        style = "dashed" if len(definition["steps"]) > 1 else "off"
        defaults |= {"min": 0, "custom": {"fillOpacity": 8, "showPoints": "never", "thresholdsStyle": {"mode": style}}}
        options = {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi", "sort": "desc"}}
    return head | {"description": definition["description"], "datasource": SOURCE, "targets": targets,
                   "fieldConfig": {"defaults": defaults, "overrides": []}, "options": options}


def panels(rows):
    """Statistics share a row of the grid; graphs take a third of it; a text takes it whole."""
    found, y = [], 0
    for title, members in rows:
        found.append({"id": len(found) + 1, "type": "row", "title": title, "collapsed": False, "panels": [],
                      "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
        y += 1
        kind = members[0]["kind"]
        wide, high = {"stat": (24 // len(members), 4), "timeseries": (8, 8), "text": (24, 8)}[kind]
        for i, member in enumerate(members):
            place = {"x": i * wide % 24, "y": y + i * wide // 24 * high, "w": wide, "h": high}
            found.append(panel(len(found) + 1, member, place))
        y += (len(members) * wide + 23) // 24 * high
    return found


def variables(name):
    found = [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus", "refresh": 1,
              "current": {"text": "Prometheus", "value": "prometheus"}}]
    if name == "workers":
        found.append({"name": "worker", "label": "Worker", "type": "query", "datasource": SOURCE,
                      "query": {"query": "label_values(stylize_worker_device_busy, worker)", "refId": "worker"}, "refresh": 2, "sort": 1,
                      "multi": True, "includeAll": True, "allValue": ".*", "current": {"text": "All", "value": "$__all"}})
    if name == "job":
        for variable, label, value in (("job", "Job id", ""), ("site", "Address of the service", "http://localhost:8080")):
            found.append({"name": variable, "label": label, "type": "textbox", "query": value, "current": {"text": value, "value": value}})
    return found


def annotation(name, colour, expression, title, **more):
    return {"name": name, "enable": True, "iconColor": colour, "datasource": SOURCE, "expr": expression, "titleFormat": title,
            "step": "15s"} | more


def dashboard(name, title, description, rows):
    return {
        "uid": f"stylize-{name}", "title": f"Stylize: {title}", "description": description, "tags": ["stylize"], "schemaVersion": 41,
        "editable": False, "graphTooltip": 1, "refresh": "10s", "time": {"from": "now-1h", "to": "now"}, "timezone": "browser",
        "links": [{"type": "dashboards", "title": "Stylize", "tags": ["stylize"], "includeVars": False, "keepTime": True, "asDropdown": False}],
        "annotations": {"list": [
            annotation("Starts of services (deployments)", "blue", 'process_start_time_seconds{job=~"gateway|worker"} * 1000',
                       "{{job}} {{instance}} started", useValueForTime=True),
            annotation("Alerts", "red", 'ALERTS{alertstate="firing"}', "{{alertname}} ({{severity}})"),
        ]},
        "templating": {"list": variables(name)},
        "panels": panels(rows),
    }


def main():
    target = pathlib.Path(__file__).parent / "dashboards"
    for board in BOARDS:
        content = json.dumps(dashboard(*board), indent=1, ensure_ascii=False) + "\n"
        (target / f"{board[0]}.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
