import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { unwrap } from '../../unwrap';
import { type Death, dieMidway } from '../die-midway';
import { closeIn, countAct, type Model, type ModelRound, newestOf } from '../model';
import { readNow, setClockBack, type World } from '../world';
import {
  adoptInstant,
  type Command,
  expectRefused,
  formatDeath,
  hasRound,
  makeCommand,
  pickRound,
} from './command';

/** @param isSetBack true to set the clock back just before the freeze */
export const freezeCommand = (drawn: number, isSetBack: boolean, death: Death | null): Command =>
  makeCommand(
    `freeze(${drawn}${isSetBack ? ', clock set back' : ''}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['open', 'closed']);
      if (isSetBack) await setClockBack(world);
      const since = await readNow(world);
      const outcome = await dieMidway(world, death, () =>
        freezeRound(world.maintainers[drawn % 2]!, world.slug, round.number, { reason: 'A leak.' }),
      );
      if (outcome.died) return;
      const { state } = round;
      if (state !== 'open' && state !== 'closed') return expectRefused(outcome.value, 'illegal_transition');
      unwrap(outcome.value);
      const floor = newestOf(round) + 1;
      round.frozenAt = await adoptInstant(world, { roundId: round.id, column: 'frozen_at', since, floor });
      round.frozenFrom = state;
      round.state = 'frozen';
      countAct(model, 'round_frozen', 'maintainer');
    },
    hasRound(drawn, ['open', 'closed']),
  );

export const unfreezeCommand = (drawn: number, death: Death | null): Command =>
  makeCommand(
    `unfreeze(${drawn}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['frozen']);
      const now = await readNow(world);
      const outcome = await dieMidway(world, death, () =>
        unfreezeRound(world.maintainers[drawn % 2]!, world.slug, round.number),
      );
      if (outcome.died) return;
      if (round.state !== 'frozen') return expectRefused(outcome.value, 'illegal_transition');
      unwrap(outcome.value);
      goOn(model, round, now);
      if (round.proposer !== null) countAct(model, 'invalidation_dropped', 'maintainer');
      round.proposer = null;
      countAct(model, 'round_unfrozen', 'maintainer');
    },
    hasRound(drawn, ['frozen']),
  );

/**
 * Puts an unfrozen round back into its earlier state in the model, or closes it if its planned end has passed or another round
 * has opened.
 */
function goOn(model: Model, round: ModelRound, now: number): void {
  const wasOpen = round.frozenFrom === 'open';
  round.frozenAt = null;
  round.frozenFrom = null;
  round.state = 'closed';
  if (!wasOpen) return;
  const successors = model.rounds.flatMap(({ openedAt }) =>
    openedAt !== null && openedAt > (round.openedAt ?? 0) ? [openedAt] : [],
  );
  const endsAt = Math.min(round.closesAt ?? 0, model.nextDueAt ?? Number.POSITIVE_INFINITY);
  if (successors.length === 0 && endsAt > now) {
    round.state = 'open';
    round.closesAt = endsAt;
  } else closeIn(round, Math.min(endsAt, ...successors));
}

export type Step = 'propose' | 'consent' | 'drop';

/** @param person index of the maintainer who acts; the number of maintainers stands for a person without a role */
export const invalidateCommand = (drawn: number, step: Step, person: number, death: Death | null): Command =>
  makeCommand(
    `${step}(${drawn} by ${person}${formatDeath(death)})`,
    async (model, world) => {
      const round = pickRound(model, drawn, ['frozen']);
      const actor = world.maintainers[person] ?? world.researchers[0]!;
      const input =
        step === 'propose'
          ? { reason: 'It leaked.' }
          : step === 'drop'
            ? { drop: true }
            : { consent_to: await findProposal(world, round) };
      const outcome = await dieMidway(world, death, () =>
        invalidateRound(actor, world.slug, round.number, input),
      );
      if (outcome.died) return;
      const refusal = predictRefusal(round, step, person, world.maintainers.length);
      if (refusal) return expectRefused(outcome.value, refusal);
      unwrap(outcome.value);
      takeStep(model, round, step, person);
    },
    hasRound(drawn, ['frozen']),
  );

/** The id of the round's pending proposal to invalidate it; if there is none, a text that is no proposal's id. */
async function findProposal({ site }: World, { id }: ModelRound): Promise<string> {
  const [proposal] = await site.superuser`
    select invalidation_id as id from invalidations
    where round_id = ${id} and consented_at is null and dropped_at is null`;
  return proposal?.id ?? 'none';
}

function predictRefusal(
  round: ModelRound,
  step: Step,
  person: number,
  maintainerCount: number,
): string | null {
  const { state, proposer } = round;
  if (person >= maintainerCount) return 'forbidden';
  if (state !== 'frozen') return 'illegal_transition';
  const isOwn = proposer === person;
  if (step === 'propose')
    return proposer === null ? null : isOwn ? 'second_person_needed' : 'invalid_request';
  if (proposer === null) return 'not_found';
  if (step === 'consent') return isOwn ? 'second_person_needed' : null;
  return isOwn ? null : 'forbidden';
}

function takeStep(model: Model, round: ModelRound, step: Step, person: number): void {
  round.proposer = step === 'propose' ? person : null;
  if (step === 'propose') countAct(model, 'invalidation_proposed', 'maintainer');
  if (step === 'drop') countAct(model, 'invalidation_dropped', 'maintainer');
  if (step !== 'consent') return;
  round.state = 'invalidated';
  countAct(model, 'round_invalidated', 'maintainer');
}
