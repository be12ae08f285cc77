// The client against a real gateway with a worker: STYLIZE_URL, and SAMPLES with pictures.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { JobEndedError, ProblemError, Stylize, type JobOptions, type StreamEvent } from '../src/index.js';

const samples = process.env.SAMPLES ?? '';
const client = new Stylize({ url: process.env.STYLIZE_URL ?? '' });
const photograph = new Blob([readFileSync(join(samples, 'photographs/coffee.jpg'))]);
const painting = new Blob([readFileSync(join(samples, 'paintings/sun-over-the-sea.jpg'))]);
const small: JobOptions = { preset: 'fast', overrides: { longSidePixels: 64, steps: 2 } };

test('a picture is submitted, followed and fetched', async () => {
  const job = await client.submit(photograph, [painting], small);
  const events: StreamEvent[] = [];
  for await (const event of client.events(job.id)) {
    events.push(event);
  }
  assert.equal(events[0]?.event, 'snapshot');
  assert.equal(events.at(-1)?.event, 'completed');
  const ended = await client.wait(job.id);
  const result = await client.result(job.id);
  assert.equal(createHash('sha256').update(result).digest('hex'), ended.sha256);

  const rest: StreamEvent[] = [];
  for await (const event of client.events(job.id, '2')) {
    rest.push(event);
  }
  assert.equal(rest[0]?.id, '3');
});

test('the same key is the same job', async () => {
  const key = crypto.randomUUID();
  const first = await client.submit(photograph, [painting], small, key);
  assert.equal((await client.submit(photograph, [painting], small, key)).id, first.id);
});

test('problems are thrown with their type', async () => {
  await assert.rejects(
    client.submit(photograph, [painting], { overrides: { strength: 2 } }),
    (e: ProblemError) => e.kind === 'invalid-recipe' && e.problem.field === 'strength');
  await assert.rejects(
    client.api.GET('/v1/stylizations/{id}', { params: { path: { id: '01a22260-8d60-7512-8d5c-1e9becd1b2d4' } } }),
    (e: ProblemError) => e.kind === 'unknown-job');
});

test('a cancelled job has no result', async () => {
  const job = await client.submit(photograph, [painting], {
    preset: 'fast', overrides: { longSidePixels: 256, steps: 5000 },
  });
  const { data } = await client.api.POST('/v1/stylizations/{id}/cancel', { params: { path: { id: job.id } } });
  assert.equal(data?.state, 'CANCELLED');
  await assert.rejects(client.wait(job.id), JobEndedError);
});

test('operations of the document are typed', async () => {
  const { data } = await client.api.GET('/v1/presets');
  assert.ok(data?.items.some(preset => preset.name === 'balanced' && preset.recipe.steps > 0));
});
