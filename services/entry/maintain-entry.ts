import { randomBytes } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type Entrant,
  findEntryCodeMadeAt,
  listEntrants,
  listEntryAddresses,
  replaceEntryCode,
  replaceEntryList,
  updateEntrant,
} from '@/db/queries/entry-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { type EntrantView, entryDecisionSchema, entryListSchema } from '@/lib/contracts/entry';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import { type EntryMode, formatClassCode } from '@/lib/core/entry/entry';
import { parseEntryList } from '@/lib/core/entry/parse-entry-list';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole, requireMaintained } from '../access/require-benchmark';
import { hashClassCode } from './entry';

export type EntrySettings = {
  isPrivate: boolean;
  entry: EntryMode;
  questions: readonly string[];
  addresses: readonly string[];
  /** The time at which the current class code was made; null without one. */
  codeMadeAt: string | null;
  entrants: readonly EntrantView[];
};

/**
 * The page on which maintainers decide who may enter. `settings` is null for a reader who isn't a maintainer, since the list
 * contains people's addresses.
 */
export type EntryPage = { title: string; role: MaintainerRole | null; settings: EntrySettings | null };

export async function findEntryPage(actor: Actor, slug: string): Promise<Result<EntryPage>> {
  const found = await requireBenchmarkWithRole(webPlatform().db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const settings = role && hasRole(role, 'maintainer') ? await readEntrySettings(benchmark) : null;
  return ok({ title: benchmark.title, role, settings });
}

async function readEntrySettings(benchmark: BenchmarkRow): Promise<EntrySettings> {
  const { db } = webPlatform();
  const { benchmarkId, visibility, entry, entryQuestions } = benchmark;
  const [addresses, codeMadeAt, entrants] = await Promise.all([
    listEntryAddresses(db, benchmarkId),
    findEntryCodeMadeAt(db, benchmarkId),
    listEntrants(db, benchmarkId),
  ]);
  return {
    ...{ entry, addresses, isPrivate: visibility === 'private', questions: entryQuestions },
    codeMadeAt: codeMadeAt?.toISOString() ?? null,
    entrants: entrants.map(viewOfEntrant),
  };
}

const viewOfEntrant = (entrant: Entrant): EntrantView => ({
  id: entrant.userId,
  name: entrant.name,
  // Where anybody may enter, entering doesn't reveal the person's address to the maintainers.
  email: entrant.way === 'open' ? null : entrant.email,
  way: entrant.way,
  state: entrant.state,
  answers: [...entrant.answers],
  asked_at: entrant.askedAt?.toISOString() ?? null,
  decided_at: entrant.decidedAt?.toISOString() ?? null,
  reason: entrant.reason,
});

/** The people who have entered or applied, for maintainers. */
export async function listEntrantsOf(actor: Actor | null, slug: string): Promise<Result<EntrantView[]>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  return ok((await listEntrants(db, maintained.value.benchmark.benchmarkId)).map(viewOfEntrant));
}

/**
 * Replaces the list of addresses and domains that may enter. People who have already entered stay. @returns the number of
 * entries in the new list
 */
export const setEntryList = asMaintainer(entryListSchema, async ({ benchmark, actor: by }, input) => {
  const addresses = parseEntryList(input.list);
  if (!addresses.ok)
    return refuse({
      kind: 'invalid_request',
      faults: addresses.error.map(({ detail }) => ({ code: 'entry_list', field: 'list', detail })),
    });
  return transact(async (tx) => {
    const { benchmarkId } = benchmark;
    await replaceEntryList(tx, { benchmarkId, by: by.userId, addresses: addresses.value });
    return ok({ count: addresses.value.length });
  });
});

/** Makes a new class code, which replaces the earlier one. The site stores only its hash, so the code is shown once. */
export async function makeClassCode(actor: Actor | null, slug: string): Promise<Result<{ code: string }>> {
  const code = formatClassCode(randomBytes(10));
  const set = await setClassCode(actor, slug, hashClassCode(code));
  return set.ok ? ok({ code }) : set;
}

export const removeClassCode = (actor: Actor | null, slug: string): Promise<Result<null>> =>
  setClassCode(actor, slug, null);

async function setClassCode(
  actor: Actor | null,
  slug: string,
  codeSha256: string | null,
): Promise<Result<null>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const { benchmark, actor: by } = maintained.value;
  return transact(async (tx) => {
    await replaceEntryCode(tx, { benchmarkId: benchmark.benchmarkId, by: by.userId, codeSha256 });
    return ok(null);
  });
}

/** Approves or refuses an application to enter, or removes an entrant; the person gets a mail. */
export async function decideEntry(
  actor: Actor | null,
  slug: string,
  userId: string,
  input: unknown,
): Promise<Result<null>> {
  const maintained = await requireMaintained(webPlatform().db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(entryDecisionSchema, input);
  if (!parsed.ok) return parsed;
  const missing = refuse<Refusal>({ kind: 'not_found', what: 'application or participant in another state' });
  if (!isUuid(userId)) return missing;
  const { state: verdict, reason } = parsed.value;
  const { benchmarkId } = maintained.value.benchmark;
  const by = maintained.value.actor.userId;
  return transact(async (tx): Promise<Result<null>> => {
    if (!(await updateEntrant(tx, { benchmarkId, userId, by, verdict, reason }))) return missing;
    const now = await readClock(tx);
    await insertNotice(tx, {
      key: `entry_decided:${benchmarkId}:${userId}:${now.toISOString()}`,
      kind: 'entry_decided',
      benchmarkId,
      detail: { person: userId, verdict, ...(reason !== '' && { reason }) },
      createdAt: now,
    });
    return ok(null);
  });
}
