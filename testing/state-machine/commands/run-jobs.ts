import { expect } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findArchive } from '@/services/round/inputs';
import { revealRound as askToReveal } from '@/services/round/openings';
import { unwrap } from '../../unwrap';
import type { Death } from '../die-midway';
import { countAct, type Model, type ModelRound } from '../model';
import { runJob, runWithScorer, takeJob } from '../run-job';
import type { World } from '../world';
import { type Command, expectRefused, formatDeath, hasRound, makeCommand, pickRound } from './command';

/** Runs the next jobs of the queue, one after another. The first may be killed midway, and is then run again. */
export const runJobsCommand = (count: number, death: Death | null): Command =>
  makeCommand(`run jobs(${count}${formatDeath(death)})`, async (model, world) => {
    for (let i = 0; i < count; i++) {
      const job = await takeJob(world);
      if (!job) return;
      await runJob(model, world, job, i === 0 ? death : null);
    }
  });

/** Adds an unexpected job: it must do the right thing for the round's current state, or nothing. */
export const straySnapshotCommand = (drawn: number): Command =>
  makeCommand(
    `publish snapshot(${drawn})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['open', 'closed', 'frozen']);
      if (round.state === 'draft') return;
      await runJob(
        model,
        world,
        { id: null, task: 'publish_snapshot', payload: { roundId: round.id } },
        null,
      );
    },
    hasRound(drawn, ['open', 'closed', 'frozen']),
  );

export const strayRevealCommand = (drawn: number, death: Death | null): Command =>
  makeCommand(
    `reveal job(${drawn}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['closed']);
      if (round.state === 'draft') return;
      await runJob(model, world, { id: null, task: 'reveal_round', payload: { roundId: round.id } }, death);
      await checkArchive(world, round);
    },
    hasRound(drawn, ['closed']),
  );

/** Reveals a round by the same service as the button on the page, while a scorer runs. */
export const revealCommand = (drawn: number): Command =>
  makeCommand(
    `reveal(${drawn})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['closed']);
      const revealing = askToReveal(world.maintainers[0]!, world.slug, round.number);
      if (round.state !== 'closed') return expectRefused(await revealing, 'illegal_transition');
      if (!round.isOfficial) return expectRefused(await revealing, 'submissions_unfinished');
      countAct(model, 'reveal_asked', 'maintainer');
      expect(unwrap(await runWithScorer(model, world, revealing, `reveal:${round.id}`)).state).toBe(
        'revealed',
      );
      await checkArchive(world, round);
    },
    hasRound(drawn, ['closed']),
  );

/** Asserts that a revealed round serves a complete archive, and any other round no file, whatever the object store contains. */
async function checkArchive({ site, slug }: World, round: ModelRound): Promise<void> {
  const found = await findArchive(slug, round.number, 'archive.json');
  if (round.state !== 'revealed')
    return expectRefused(found, round.state === 'draft' ? 'not_found' : 'not_revealed');
  unwrap(found);
  const [row] = await site.superuser<{ archive: { name: string }[] }[]>`
    select archive from rounds where round_id = ${round.id}`;
  for (const { name } of row?.archive ?? [])
    expect(await site.scorer.objects.has(objectKeys.archiveFile(round.id, name)), name).toBe(true);
}

/** Asserts that no work remains once all requested jobs are done. */
export async function checkAllDone(model: Model, world: World): Promise<void> {
  for (let job = await takeJob(world); job; job = await takeJob(world)) await runJob(model, world, job, null);
  for (const round of model.rounds) {
    for (const { state } of round.submissions) expect(['scored', 'failed']).toContain(state);
    if (round.state === 'closed') expect(round.isOfficial, `round ${round.number} has no ranking`).toBe(true);
    await checkArchive(world, round);
  }
}
