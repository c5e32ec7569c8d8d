import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { ModerationState, OperatorActName, SubjectKind } from '@/lib/core/moderation/operator-act';
import type { Executor } from '../client';
import { apiTokens } from '../schema/api-tokens';
import { auditEvents, auditLinks } from '../schema/audit';
import { benchmarks } from '../schema/benchmarks';
import { models } from '../schema/models';
import { moderations } from '../schema/moderation';
import { rounds } from '../schema/rounds';

/** A new name, with its slug and its look-alike form (skeleton). */
export type GivenName = { name: string; slug: string; skeleton: string };

/**
 * For a deleted person: neutral names of the teams of which they are the only member, and keyed hashes of the
 * identities by which they may return.
 */
export type GivenDeletion = {
  teams: (GivenName & { team_id: string })[];
  address_hmac: string | null;
  account_hmacs: string[];
};

export type OperatorActRow = {
  act: OperatorActName;
  kind: SubjectKind;
  subjectId: string;
  /** Null for an act by a command on the machine. */
  operatorId: string | null;
  reason: string;
  given: GivenName | { name: string } | GivenDeletion | null;
};

/**
 * Performs an operator's act, and writes it to the public audit log. The database function refuses acts that
 * no operator may do. @returns the id of the audit event
 */
export async function performOperatorAct(db: Executor, row: OperatorActRow): Promise<number> {
  const { act, kind, subjectId, operatorId, reason, given } = row;
  const [done] = await db.execute<{ event: string }>(sql`
    select operator_act(${act}, ${kind}::subject_kind, ${subjectId}, ${operatorId}::uuid, ${reason},
      ${JSON.stringify(given ?? {})}::jsonb) as event`);
  return Number(done!.event);
}

/**
 * Finds the id of a team, or of a pseudonym in force: an operator's act on either doesn't concern the other.
 */
export async function findTeamId(db: Executor, slug: string): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    select team_id as id from teams where slug = ${slug}
    union all select pseudonym_id from team_pseudonyms where slug = ${slug} and ended_at is null`);
  return row?.id;
}

export async function findModelId(
  db: Executor,
  benchmarkSlug: string,
  modelSlug: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: models.modelId })
    .from(models)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, models.benchmarkId))
    .where(and(eq(benchmarks.slug, benchmarkSlug), eq(models.slug, modelSlug)));
  return row?.id;
}

export async function findRoundId(
  db: Executor,
  benchmarkSlug: string,
  number: number,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: rounds.roundId })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(and(eq(benchmarks.slug, benchmarkSlug), eq(rounds.number, number)));
  return row?.id;
}

export type Moderation = {
  state: ModerationState;
  reason: string;
  auditEventId: number;
  /** False for an act on a private benchmark, or on a part of one. */
  isPublic: boolean;
};

/** Finds the subject's lasting state; undefined if there is none. */
export async function findModeration(
  db: Executor,
  kind: SubjectKind,
  subjectId: string,
): Promise<Moderation | undefined> {
  const [row] = await db
    .select({
      state: moderations.state,
      reason: moderations.reason,
      auditEventId: moderations.auditEventId,
      isPublic: auditEvents.isPublic,
    })
    .from(moderations)
    .innerJoin(auditEvents, eq(auditEvents.auditEventId, moderations.auditEventId))
    .where(and(eq(moderations.kind, kind), eq(moderations.subjectId, subjectId)));
  return row;
}

/** Finds the suspension of a token's owner. */
export async function findSuspensionByToken(
  db: Executor,
  tokenSha256: string,
): Promise<Moderation | undefined> {
  const [row] = await db
    .select({ userId: apiTokens.userId })
    .from(apiTokens)
    .where(eq(apiTokens.tokenSha256, tokenSha256));
  return row && findModeration(db, 'person', row.userId);
}

/**
 * Deletes the account of the session's person. The database refuses an older session, an operator, and the
 * sole owner of a benchmark.
 */
export async function deleteOwnAccount(
  db: Executor,
  { userId, sessionId }: { userId: string; sessionId: string },
  given: GivenDeletion,
): Promise<void> {
  await db.execute(
    sql`select delete_own_account(${userId}::uuid, ${sessionId}::uuid, ${JSON.stringify(given)}::jsonb)`,
  );
}

/**
 * Lists the benchmarks that the person must hand to another owner, or delete, before deleting the account.
 */
export function listBenchmarksNeedingOwner(
  db: Executor,
  userId: string,
): Promise<{ slug: string; title: string; isSealed: boolean }[]> {
  return db.execute(sql`
    select b.slug, b.title, n.is_sealed as "isSealed"
    from benchmarks_needing_owner(${userId}) n join benchmarks b using (benchmark_id) order by b.title`);
}

/**
 * Finds the person who deleted their account and had this address or provider's account; undefined if there
 * is none.
 */
export async function findFormerPerson(db: Executor, identityHmac: string): Promise<string | undefined> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select former_person(${identityHmac}) as person`,
  );
  return row?.person ?? undefined;
}

/**
 * An identity by which a person who deleted their account may return. The provider's account is null if the
 * identity is a verified address.
 */
export type FormerIdentity = {
  email: string | null;
  addressHmac: string | null;
  accountHmac: string | null;
};

/** Lets a person who deleted their account continue it; undefined if there is no such person. */
export async function returnPerson(
  db: Executor,
  { email, addressHmac, accountHmac }: FormerIdentity,
): Promise<string | undefined> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select return_person(${email}, ${addressHmac}, ${accountHmac}) as person`,
  );
  return row?.person ?? undefined;
}

/** Deletes an identity by which a person could return, after they removed it as a sign-in method. */
export async function forgetIdentity(db: Executor, userId: string, identityHmac: string): Promise<void> {
  await db.execute(sql`select forget_identity(${userId}::uuid, ${identityHmac})`);
}

export async function forgetAddresses(db: Executor): Promise<void> {
  await db.execute(sql`select forget_addresses()`);
}

/**
 * Lists public acts of operators, newest first. @param page the events before `before`, or only the event
 * with this id
 */
export function listOperatorActs(
  db: Executor,
  page: { before: number | null; count: number } | { id: number },
) {
  return db
    .select({
      auditEventId: auditEvents.auditEventId,
      at: auditEvents.at,
      act: auditEvents.act,
      actorKind: auditEvents.actorKind,
      detail: auditEvents.detail,
      round: sql<null>`null`,
      hiddenBecause: sql<null>`null`,
      link: { position: auditLinks.position, sha256: auditLinks.sha256 },
    })
    .from(auditEvents)
    .leftJoin(auditLinks, eq(auditLinks.auditEventId, auditEvents.auditEventId))
    .where(
      and(
        eq(auditEvents.act, 'operator_acted'),
        eq(auditEvents.isPublic, true),
        'id' in page
          ? eq(auditEvents.auditEventId, page.id)
          : page.before === null
            ? undefined
            : lt(auditEvents.auditEventId, page.before),
      ),
    )
    .orderBy(desc(auditEvents.auditEventId))
    .limit('id' in page ? 1 : page.count);
}

export type IdsOfDeleted = Record<
  'rounds' | 'submissions' | 'versions' | 'dryRuns' | 'trainingFiles',
  ReadonlySet<string>
>;

/**
 * Lists ids of rows with stored files that belonged to a deleted benchmark. @param benchmarkId null for all
 * deleted benchmarks
 */
export async function listIdsOfDeleted(
  db: Executor,
  benchmarkId: string | null = null,
): Promise<IdsOfDeleted> {
  const rows = await db.execute<{ of: keyof IdsOfDeleted; id: string }>(sql`
    with deleted as (
      select subject_id::uuid as benchmark_id from moderations
      where kind = 'benchmark' and state = 'deleted' and (${benchmarkId}::text is null or subject_id = ${benchmarkId}))
    select 'rounds' as of, round_id::text as id from rounds join deleted using (benchmark_id)
    union all select 'submissions', submission_id::text from submissions join rounds using (round_id) join deleted using (benchmark_id)
    union all select 'versions', version_id::text from model_versions join models using (model_id) join deleted using (benchmark_id)
    union all select 'dryRuns', dry_run_id::text from dry_runs join deleted using (benchmark_id)
    union all select 'trainingFiles', training_file_id::text from training_files join deleted using (benchmark_id)`);
  const idsOf = (kind: keyof IdsOfDeleted) =>
    new Set(rows.filter(({ of }) => of === kind).map(({ id }) => id));
  return {
    rounds: idsOf('rounds'),
    submissions: idsOf('submissions'),
    versions: idsOf('versions'),
    dryRuns: idsOf('dryRuns'),
    trainingFiles: idsOf('trainingFiles'),
  };
}
