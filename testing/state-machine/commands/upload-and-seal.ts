import { expect } from 'vitest';
import { createRound } from '@/services/round/create';
import { sealRound as askToSeal } from '@/services/round/seal';
import { runCheckTestSet } from '@/worker/sealing/run-check-test-set';
import { runPrepareInputs } from '@/worker/sealing/run-prepare-inputs';
import { runSealRound } from '@/worker/sealing/run-seal-round';
import { formRequest } from '../../form-request';
import { unwrap } from '../../unwrap';
import { type Death, dieMidway } from '../die-midway';
import { countAct, dayMs, type Model, type ModelRound } from '../model';
import { readNow, type World } from '../world';
import { type Command, expectRefused, formatDeath, hasRound, makeCommand, pickRound } from './command';

const words = ['amber', 'birch', 'cedar', 'dune', 'ember', 'fjord', 'grove', 'heath', 'islet', 'jetty'];

/** A test set of ten items that occur in no other round. */
function formatOwnTestSet(number: number): { ids: string[]; text: string } {
  const ids = words.map((word) => `${word}-${number}`);
  const rows = ids.map(
    (id, i) => `${id},${number * 1009 + i * i},${'nyynyn'[(i + number) % 6] === 'y' ? 'yes' : 'no'}`,
  );
  return { ids, text: `id,size,label\n${rows.join('\n')}\n` };
}

export type Upload = {
  /** Selects the sealed round to replace; null for a round that replaces none. */
  replaces: number | null;
  /** Planned opening, in days from now; null for none. */
  opensInDays: number | null;
  isSealed: boolean;
  /** True to write the inputs right away, which a scorer otherwise does an hour before a rotation. */
  isPrepared: boolean;
};

export const uploadCommand = (drawn: Upload): Command =>
  makeCommand(`upload(${JSON.stringify(drawn)})`, (model, world) => upload(model, world, drawn));

export async function upload(
  model: Model,
  world: World,
  { replaces, opensInDays, isSealed, isPrepared }: Upload,
): Promise<void> {
  const { slug, maintainers, site } = world;
  const replaced = replaces === null ? null : pickRound(model, replaces, ['sealed']);
  const number = model.rounds.length + 1;
  const { ids, text } = formatOwnTestSet(number);
  const now = await readNow(world);
  const plannedOpensAt = opensInDays === null ? null : now + opensInDays * dayMs;
  const metadata = {
    title: 'A round',
    ...(replaced ? { replaces: replaced.number } : {}),
    ...(plannedOpensAt === null ? {} : { opens_at: new Date(plannedOpensAt).toISOString() }),
  };
  const created = await createRound(maintainers[0]!, slug, formRequest(metadata, 'test_set', text));
  if (replaced && replaced.state !== 'sealed') return expectRefused(created, 'invalid_request');
  expect(unwrap(created).number).toBe(number);
  const [row] = await site.superuser<
    { id: string }[]
  >`select round_id as id from rounds where number = ${number}`;
  const round: ModelRound = {
    id: row!.id,
    number,
    state: 'draft',
    place: replaced?.place ?? number,
    replaces: replaced,
    plannedOpensAt,
    sealedAt: null,
    isInputsWritten: false,
    openedAt: null,
    closesAt: null,
    closedAt: null,
    frozenAt: null,
    frozenFrom: null,
    proposer: null,
    commitment: null,
    itemIds: ids,
    submissions: [],
    provisionalCount: 0,
    isOfficial: false,
  };
  model.rounds.push(round);
  countAct(model, 'test_set_uploaded', 'maintainer');
  await runCheckTestSet(site.scorer, { roundId: round.id });
  if (isSealed) await seal(model, world, round, null);
  if (!isSealed || !isPrepared) return;
  await runPrepareInputs(site.scorer, { roundId: round.id });
  round.isInputsWritten = true;
}

export const sealCommand = (drawn: number, death: Death | null): Command =>
  makeCommand(
    `seal(${drawn}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['draft']);
      if (round.state !== 'draft')
        expectRefused(await askToSeal(world.maintainers[1]!, world.slug, round.number), 'illegal_transition');
      await seal(model, world, round, death);
    },
    hasRound(drawn, ['draft']),
  );

async function seal(model: Model, world: World, round: ModelRound, death: Death | null): Promise<void> {
  const outcome = await dieMidway(world, death, (platform) =>
    runSealRound(platform, { roundId: round.id, ids: 'kept' }),
  );
  if (outcome.died || round.state !== 'draft') return;
  const [row] = await world.site.superuser<{ commitment: string; sealedAt: Date }[]>`
    select commitment::text as commitment, sealed_at as "sealedAt" from rounds where round_id = ${round.id}`;
  round.state = 'sealed';
  round.commitment = row?.commitment ?? null;
  round.sealedAt = row?.sealedAt?.getTime() ?? null;
  expect(round.commitment).toContain('"root"');
  countAct(model, 'round_sealed', 'scorer');
  if (round.replaces?.state !== 'sealed') return;
  round.replaces.state = 'invalidated';
  countAct(model, 'round_replaced', 'scorer');
}
