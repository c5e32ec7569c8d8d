import { z } from 'zod';
import { hmacAccount, hmacAddress } from '@/adapters/tokens';
import type { Database, Executor } from '@/db/client';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import {
  findModelId,
  findRoundId,
  findTeamId,
  type GivenDeletion,
  type GivenName,
  type OperatorActRow,
  performOperatorAct,
} from '@/db/queries/operator-act-queries';
import { findPersonByEmail, findPersonById, listAccountsOf } from '@/db/queries/people-queries';
import { listTeamsOf } from '@/db/queries/team-queries';
import { findViolatedConstraint, isConflict, readSpentBudget } from '@/db/query-failure';
import { lineText, nameText } from '@/lib/contracts/fields';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { isUuid } from '@/lib/core/is-uuid';
import {
  isActOn,
  type OperatorActName,
  operatorActNames,
  operatorActs,
  parseSubjectAddress,
  type SubjectAddress,
  type SubjectKind,
  subjectForms,
  subjectKinds,
} from '@/lib/core/moderation/operator-act';
import { nameLengthMax, skeletonOf, slugOf } from '@/lib/core/name/name';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';

const schema = z.object({
  act: z.enum(operatorActNames),
  kind: z.enum(subjectKinds),
  subject: lineText(1, 300),
  reason: lineText(1, 1000),
  name: nameText(1, nameLengthMax).optional(),
});

/** The doer of an act: an operator on a page, or a command on the machine, which connects as the tables' owner. */
type Doer = {
  db: Database;
  operatorId: string | null;
  /** The site's secret, with which a deleted person's identities are hashed; null where nobody is deleted. */
  secret: string | null;
};

export type DoneAct = { eventId: number; act: OperatorActName; kind: SubjectKind };

/** The signed-in operator. A token never acts as one, since no scope of tokens includes it. */
export function requireOperator(actor: Actor | null): Result<Actor> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  return signedIn.value.isOperator && !signedIn.value.token
    ? signedIn
    : refuse({ kind: 'forbidden', needs: 'an operator of this site, signed in on its pages' });
}

/** Does one of an operator's acts, and records it publicly with its reason. */
export async function doOperatorAct(doer: Doer, input: unknown): Promise<Result<DoneAct>> {
  const parsed = parseWith(schema, input);
  if (!parsed.ok) return parsed;
  const { act, kind, reason } = parsed.value;
  if (!isActOn(act, kind))
    return refuseField('kind', `“${act}” is for ${operatorActs[act].on.join(', ')}, and this is a ${kind}.`);
  const address = parseSubjectAddress(kind, parsed.value.subject);
  if (!address) return refuseField('subject', `Write a ${kind} as ${subjectForms[kind]}.`);
  if (act === 'rename' && parsed.value.name === undefined)
    return refuseField('name', 'Give the new name or title.');
  const subjectId = await findSubject(doer.db, address);
  if (subjectId === undefined) return refuse({ kind: 'not_found', what: kind });
  const row: Omit<OperatorActRow, 'given'> = {
    ...{ act, kind, subjectId, reason },
    operatorId: doer.operatorId,
  };
  for (const given of await composeGiven(doer, row, parsed.value.name ?? null)) {
    const done = await perform(doer.db, { ...row, given });
    if (done !== 'name taken') return done.ok ? ok({ eventId: done.value, act, kind }) : done;
  }
  return refuseField(
    'name',
    'Another one has this name or address, or one that looks the same. Give another name.',
  );
}

/** Tries of an act that a conflict with another transaction has undone. */
const triesMax = 5;

/** Does again what a conflict with another transaction has undone. */
export async function retryConflicts<T>(work: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConflict(error) && tries < triesMax) return retryConflicts(work, tries + 1);
    throw error;
  }
}

async function perform(db: Database, row: OperatorActRow): Promise<Result<number> | 'name taken'> {
  try {
    return ok(await retryConflicts(() => db.transaction((tx) => performOperatorAct(tx, row))));
  } catch (error) {
    const spent = readSpentBudget(error);
    if (spent) return refuse({ kind: 'budget_spent', ...spent });
    const constraint = findViolatedConstraint(error);
    if (constraint && namesOf.has(constraint)) return 'name taken';
    if (constraint === 'operator_acts_subject') return refuse({ kind: 'not_found', what: row.kind });
    if (constraint === 'operator_acts_of_operators')
      return refuse({
        kind: 'forbidden',
        needs: 'an operator of this site, and a command for what can’t be undone',
      });
    if (constraint !== 'operator_acts_fit') throw error;
    return refuse({
      kind: 'act_not_fitting',
      detail: `“${row.act}” doesn’t fit this ${row.kind} now: it has been done already, there is nothing to undo, it was deleted, or it was written anew.`,
    });
  }
}

/** Unique indexes of names. */
const namesOf = new Set([
  'teams_slug_key',
  'teams_skeleton_key',
  'models_benchmark_id_slug_key',
  'models_benchmark_id_skeleton_key',
  'models_benchmark_id_team_id_name_key',
]);

const refuseField = (field: string, detail: string): Result<never> =>
  refuse(faultyField('invalid', field, detail));

async function findSubject(db: Executor, address: SubjectAddress): Promise<string | undefined> {
  switch (address.kind) {
    case 'benchmark':
      return (await findBenchmarkBySlug(db, address.slug))?.benchmarkId;
    case 'team':
      return findTeamId(db, address.slug);
    case 'model':
      return findModelId(db, address.benchmark, address.model);
    case 'event':
    case 'job':
      return String(address.number);
    case 'person': {
      const { person } = address;
      return (isUuid(person) ? await findPersonById(db, person) : await findPersonByEmail(db, person))
        ?.userId;
    }
    case 'text': {
      const { benchmark, round, field } = address;
      const id =
        round === null
          ? (await findBenchmarkBySlug(db, benchmark))?.benchmarkId
          : await findRoundId(db, benchmark, round);
      return id && `${id}/${field}`;
    }
  }
}

/** The act's new values for its subject, most wanted first: a taken address gets a suffix. */
async function composeGiven(
  { db, secret }: Doer,
  { act, kind, subjectId }: Omit<OperatorActRow, 'given'>,
  name: string | null,
): Promise<OperatorActRow['given'][]> {
  if (kind === 'person' && act === 'delete') return [await composeDeletion(db, subjectId, secret)];
  if (kind === 'benchmark') return [name === null ? null : { name }];
  if (kind !== 'team' && kind !== 'model') return [null];
  if (act !== 'rename' || name === null) return [neutralName(kind, subjectId)];
  const slug = slugOf(name, kind);
  const given = { name, slug, skeleton: skeletonOf(name) };
  return [given, { ...given, slug: `${slug}-${subjectId.slice(0, 6)}` }];
}

/** Everything that a deletion of a person needs beside their id. */
export async function composeDeletion(
  db: Executor,
  userId: string,
  secret: string | null,
): Promise<GivenDeletion> {
  const email = (await findPersonById(db, userId))?.email;
  const accounts = await listAccountsOf(db, userId);
  const teams = await listTeamsOf(db, userId);
  return {
    teams: teams.map(({ teamId }) => ({ ...neutralName('team', teamId), team_id: teamId })),
    address_hmac: secret !== null && email ? hmacAddress(email, secret) : null,
    account_hmacs: secret === null ? [] : accounts.map((account) => hmacAccount(account, secret)),
  };
}

/** A name that says nothing, the same at each time. */
function neutralName(kind: 'team' | 'model', id: string): GivenName {
  const name = `${kind === 'team' ? 'Team' : 'Model'} ${id.slice(0, 8)} (name withheld)`;
  return { name, slug: `${kind}-${id.slice(0, 8)}`, skeleton: skeletonOf(name) };
}
