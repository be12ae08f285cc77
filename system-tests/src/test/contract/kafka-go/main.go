// Submits a job over Kafka and follows it to its end, with nothing of stylize but stylize.proto.
//
//	follow BOOTSTRAP JOB CONTENT STYLE [cancel]
//
// The package wire is what protoc-gen-go makes of stylize.proto. With "cancel" the job is cancelled as soon as it is in
// the queue. Prints the events, one a line.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"example.com/follow/wire"
	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kgo"
	"google.golang.org/protobuf/proto"
)

func main() {
	bootstrap, job, content, style := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	cancels := len(os.Args) > 5 && os.Args[5] == "cancel"
	ctx, stop := context.WithTimeout(context.Background(), 4*time.Minute)
	defer stop()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(bootstrap),
		kgo.ConsumeTopics("stylize.events"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	send(ctx, client, job, "submission", &wire.Submission{Job: &wire.Job{
		Id:      job,
		Content: &wire.Image{Uri: content},
		Styles:  []*wire.Style{{Image: &wire.Image{Uri: style}}},
		Recipe: &wire.Job_Preset{Preset: &wire.PresetRecipe{
			Name: "fast", OverridesJson: `{"longSidePixels": 64, "steps": 2}`}},
	}})
	for {
		fetches := client.PollFetches(ctx)
		if ctx.Err() != nil {
			log.Fatal("the job did not end in time")
		}
		for _, record := range fetches.Records() {
			if string(record.Key) != job {
				continue
			}
			var event wire.Event
			if err := proto.Unmarshal(record.Value, &event); err != nil {
				log.Fatal(err)
			}
			message := event.ProtoReflect()
			kind := string(message.WhichOneof(message.Descriptor().Oneofs().ByName("what")).Name())
			fmt.Println(event.Sequence, kind)
			switch kind {
			case "queued":
				if cancels {
					send(ctx, client, job, "command", &wire.Command{
						JobId: job, What: &wire.Command_Cancel{Cancel: &wire.Cancel{}}})
				}
			case "completed", "failed", "cancelled", "expired":
				return
			}
		}
	}
}

func send(ctx context.Context, client *kgo.Client, job, kind string, message proto.Message) {
	value, err := proto.Marshal(message)
	if err != nil {
		log.Fatal(err)
	}
	header := func(name, value string) kgo.RecordHeader {
		return kgo.RecordHeader{Key: name, Value: []byte(value)}
	}
	err = client.ProduceSync(ctx, &kgo.Record{
		Topic: "stylize.submissions",
		Key:   []byte(job),
		Value: value,
		Headers: []kgo.RecordHeader{
			header("ce_specversion", "1.0"),
			header("ce_id", uuid.NewString()),
			header("ce_source", "/example/go"),
			header("ce_type", "org.stylize."+kind+".v1"),
			header("content-type", "application/protobuf"),
		},
	}).FirstErr()
	if err != nil {
		log.Fatalf("the broker did not take the %s: %v", kind, err)
	}
}
