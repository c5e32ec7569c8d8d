import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { submit } from '@/services/submission/submit';
import { formRequest } from '../../form-request';
import { formatPredictions } from '../../synthetic-items';
import { type Death, dieMidway } from '../die-midway';
import { dayMs, type Model, openRoundOf, slotsLeftOf } from '../model';
import { readNow, type World } from '../world';
import { type Command, formatDeath, makeCommand } from './command';

/** Submissions that are sent concurrently; `counts` has the number for each team. */
export type Burst = { counts: readonly number[]; isFaulty: boolean; isReckless: boolean };

export const submitCommand = (burst: Burst, death: Death | null): Command =>
  makeCommand(
    `submit(${burst.counts.join(' and ')}${burst.isFaulty ? ', faulty' : ''}${formatDeath(death)})`,
    async (model, world) => {
      const now = await readNow(world);
      const sent = burst.counts.flatMap((count, team) => Array.from({ length: count }, () => team));
      const kinds = await Promise.all(
        sent.map((team) => send(model, world, { team, isFaulty: burst.isFaulty, death })),
      );
      for (const team of burst.counts.keys()) {
        const ofTeam = kinds.filter((_, i) => sent[i] === team);
        expect(ofTeam.sort()).toEqual(
          predictOutcome(model, { ...burst, team, now, count: ofTeam.length, died: ofTeam }).sort(),
        );
      }
      await adoptSubmissions(model, world);
    },
    (model) => burst.isReckless || openRoundOf(model) !== undefined,
  );

let sentCount = 0;

/** Submits one file. @returns the outcome */
export async function send(
  model: Model,
  world: World,
  { team, isFaulty, death }: { team: number; isFaulty: boolean; death: Death | null },
): Promise<string> {
  const ids = isFaulty ? ['nobody-s'] : (openRoundOf(model)?.itemIds ?? ['none']);
  // Each call sends another file, since a file may be only one version.
  sentCount++;
  const request = formRequest(
    { model: `Model ${team}`, version: String(sentCount) },
    'file',
    formatPredictions(ids, (i) => (i % 3 ? 'yes' : 'no')) + '\n'.repeat(sentCount),
  );
  const options = { dryRun: false, idempotencyKey: randomUUID() };
  const outcome = await dieMidway(world, death, () =>
    submit(world.researchers[team]!, world.slug, request, options),
  );
  if (outcome.died) return 'died';
  return outcome.value.ok ? 'accepted' : outcome.value.error.kind;
}

function predictOutcome(
  model: Model,
  {
    count,
    isFaulty,
    now,
    team,
    died,
  }: { team: number; isFaulty: boolean; now: number; count: number; died: readonly string[] },
): string[] {
  const all = (kind: string) => Array.from({ length: count }, () => kind);
  const open = openRoundOf(model);
  if (!open) {
    const isFrozen = model.rounds.some(
      ({ state, frozenFrom }) => state === 'frozen' && frozenFrom === 'open',
    );
    return all(isFrozen ? 'round_frozen' : 'no_open_round');
  }
  if (isFaulty) return all('file_rejected');
  const isInside = (open.openedAt ?? 0) <= now && now < (open.closesAt ?? 0);
  if (!isInside) return all('round_not_open');
  const left = slotsLeftOf(model, open, team, now);
  // A request that was killed had no slot of the day yet, and its slot of the round is rolled back.
  const diedCount = died.filter((kind) => kind === 'died').length;
  return all('').map((_, i) =>
    i < diedCount ? 'died' : i - diedCount < left ? 'accepted' : 'quota_exhausted',
  );
}

/** Adds the accepted submissions to the model, with the times from the database. */
export async function adoptSubmissions(model: Model, { site, teamIds }: World): Promise<void> {
  const rows = await site.superuser<{ id: string; number: number; teamId: string; receivedAt: Date }[]>`
    select submission_id as id, number, team_id as "teamId", received_at as "receivedAt"
    from submissions join rounds using (round_id)`;
  const known = new Set(model.rounds.flatMap(({ submissions }) => submissions.map(({ id }) => id)));
  for (const { id, number, teamId, receivedAt } of rows) {
    if (known.has(id)) continue;
    const open = openRoundOf(model);
    expect(open?.number, 'a submission lies in the open round').toBe(number);
    const at = receivedAt.getTime();
    open?.submissions.push({
      id,
      team: teamIds.indexOf(teamId),
      receivedAt: at,
      state: 'queued',
      attempt: 0,
      deadlineAt: at + dayMs,
    });
  }
}
