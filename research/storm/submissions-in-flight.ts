import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StormApi, until } from './storm-api';
import { formatStormPredictions, type StormRound } from './storm-benchmark';

/** Names that aren't confusable within one benchmark. */
const models = ['Gale', 'Squall', 'Breeze', 'Monsoon', 'Tornado', 'Zephyr', 'Cyclone', 'Mistral'];

export type Acknowledgement = {
  readonly id: string;
  readonly researcher: StormApi;
  /** The receipt. */
  readonly receipt: Record<string, unknown>;
  readonly at: Date;
};

/** Submits for several people in sequence until stopped; repeats each with the same key until it gets a response. */
export class SubmissionsInFlight {
  /** Submissions with a 202 response, by idempotency key. */
  readonly acknowledged = new Map<string, Acknowledgement>();
  /** Responses by status; 0 without one. */
  readonly statuses = new Map<number, number>();
  private isStopped = false;
  private readonly senders: readonly Promise<void>[];

  /** @param everyMs between the beginnings of two submissions of one person @param firstSeed of each person's files and versions */
  constructor(
    researchers: readonly StormApi[],
    round: StormRound,
    private readonly everyMs = 200,
    firstSeed = 1,
  ) {
    this.senders = researchers.map((researcher, i) => this.send(researcher, round, i, firstSeed));
  }

  private async send(
    researcher: StormApi,
    round: StormRound,
    place: number,
    firstSeed: number,
  ): Promise<void> {
    for (let seed = firstSeed + place * 10_000; !this.isStopped; seed++) {
      const begunAt = performance.now();
      const key = randomUUID();
      const upload = {
        field: 'file',
        file: formatStormPredictions(round, seed),
        metadata: { model: models[place], version: String(seed) },
        key,
      };
      while (!this.isStopped) {
        const { status, body } = await researcher.upload(`/benchmarks/${round.slug}/submissions`, upload);
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
        if (status === 202 || status === 200) {
          const id = String(body.id);
          this.acknowledged.set(key, { id, researcher, receipt: body, at: new Date() });
          break;
        }
        await sleep(300);
      }
      await sleep(Math.max(0, begunAt + this.everyMs - performance.now()));
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.senders);
  }

  /** Losses among the acknowledged submissions, once all have ended. */
  async listLosses(): Promise<string[]> {
    const ids = [...this.acknowledged.values()].map(({ id }) => id);
    const losses = new Set(ids).size === ids.length ? [] : ['two keys got one submission'];
    for (const { id, researcher } of this.acknowledged.values()) {
      const state = await until(`the end of submission ${id}`, async () => {
        const { body } = await researcher.get(`/submissions/${id}`);
        return ['scored', 'rejected', 'failed'].includes(String(body.state)) && String(body.state);
      });
      if (state !== 'scored') losses.push(`submission ${id} is ${state}`);
    }
    return losses;
  }
}
