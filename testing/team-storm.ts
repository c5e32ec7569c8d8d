import { randomUUID } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import { findTeamByAddress, listMembers, listTeamsOf } from '@/db/queries/team-queries';
import type { Result } from '@/lib/core/result';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import type { Actor } from '@/services/access/caller';
import { submit } from '@/services/submission/submit';
import { changeMember, inviteToTeam, joinTeam, removeMember } from '@/services/team/members';
import { agreeToMerge, askMerge, completeMerges } from '@/services/team/merges';
import { ensureTeam } from '@/services/team/team';
import { formRequest } from './form-request';

export type Storm = { slug: string; file: string; people: readonly Actor[]; seed: number };

const kinds = ['join', 'leave', 'hand over', 'submit', 'submit', 'submit', 'merge'] as const;

type Kind = (typeof kinds)[number];

/** Numbers of successful actions by their kind, and of refusals by the kind of refusal. */
export type StormReport = { done: Partial<Record<Kind, number>>; refused: Partial<Record<string, number>> };

/**
 * Plays random joins, leavings, handovers, submissions and merges, all concurrently. Refusals are counted; a failure of the
 * site rejects the promise. Each action chooses people and teams by the seed, from what the database contains at that moment.
 */
export async function stormTeams(storm: Storm, actCount: number): Promise<StormReport> {
  const report: StormReport = { done: {}, refused: {} };
  await Promise.all(
    Array.from({ length: actCount }, async (_, i) => {
      const pick = makePicker(storm.seed * 100_003 + i);
      const kind = pick(kinds);
      const outcome = await acts[kind](storm, pick);
      if (outcome === null) return;
      if (outcome.ok) report.done[kind] = (report.done[kind] ?? 0) + 1;
      else report.refused[outcome.error.kind] = (report.refused[outcome.error.kind] ?? 0) + 1;
    }),
  );
  return report;
}

type Pick = <T>(list: readonly T[]) => T;

/** A random generator from Numerical Recipes, x ← 1664525·x + 1013904223 mod 2³², whose start is mixed from the seed. */
function makePicker(seed: number): Pick {
  let state = mixBits(seed) >>> 0;
  return <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const one = list[Math.floor((state / 2 ** 32) * list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
}

/** The actions by kind. An action returns null if there is nothing to do, for example no team that could be left. */
const acts: Readonly<Record<Kind, (storm: Storm, pick: Pick) => Promise<Result<unknown> | null>>> = {
  async join({ people }, pick) {
    const captain = pick(people);
    const invited = await inviteToTeam(captain, await pickTeam(captain, pick), {});
    return invited.ok
      ? joinTeam(pick(people), invited.value.link!.split('/').at(-1)!, { isNamed: false })
      : invited;
  },
  async leave({ people }, pick) {
    const person = pick(people);
    return removeMember(person, await pickTeam(person, pick), person.userId);
  },
  async 'hand over'({ people }, pick) {
    const captain = pick(people);
    const team = await pickTeam(captain, pick);
    const found = await findTeamByAddress(webPlatform().db, team);
    const members = found ? await listMembers(webPlatform().db, found.teamId) : [];
    if (members.length < 2) return null;
    return changeMember(captain, team, pick(members).userId, { role: pick(['captain', 'member']) });
  },
  async submit({ slug, file, people }, pick) {
    const person = pick(people);
    const team = await pickTeam(person, pick);
    const id = randomUUID();
    // A random file: two of them differ in about half of their items, so that each could get a score.
    const sent = file.replaceAll(/,(yes|no)$/gm, () => `,${pick(['yes', 'no'])}`);
    return submit(person, slug, formRequest({ model: `Model of ${team}`, version: id, team }, 'file', sent), {
      dryRun: false,
      idempotencyKey: id,
    });
  },
  async merge({ slug, people }, pick) {
    const [captain, other] = [pick(people), pick(people)];
    const [team, otherTeam] = [await pickTeam(captain, pick), await pickTeam(other, pick)];
    const asked = await askMerge(captain, team, {
      ...{ benchmark: slug, with: otherTeam, name: `Merged ${randomUUID().slice(0, 12)}` },
    });
    if (!asked.ok) return asked;
    const agreed = await agreeToMerge(other, otherTeam, asked.value.id);
    await completeMerges(webPlatform());
    return agreed;
  },
};

async function pickTeam(person: Actor, pick: Pick): Promise<string> {
  const { db } = webPlatform();
  const teams = await listTeamsOf(db, person.userId);
  return (teams.length > 0 ? pick(teams) : await ensureTeam(db, person)).slug;
}
