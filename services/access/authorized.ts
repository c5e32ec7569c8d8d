import type { z } from 'zod';
import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { ok, type Result } from '@/lib/core/result';
import { type Actor, requireSignedIn } from './caller';
import { requireConsenter, requireMaintained, requireMaintainedRound } from './require-benchmark';

// Each checks the actor's role before the input, so that a caller without the role learns nothing about the input's form.

type Act<Found, S extends z.ZodType, T> = (
  found: Found & { db: Database },
  input: z.output<S>,
) => Promise<Result<T>>;

type Maintained = Authorized<ReturnType<typeof requireMaintained>>;

type Authorized<Found> = Awaited<Found> extends Result<infer Value> ? Value : never;

export const asPerson =
  <S extends z.ZodType, T>(schema: S, act: Act<{ actor: Actor }, S, T>) =>
  (actor: Actor | null, input: unknown) => {
    const signedIn = requireSignedIn(actor);
    return run(signedIn.ok ? ok({ actor: signedIn.value }) : signedIn, schema, input, act);
  };

export const asMaintainer =
  <S extends z.ZodType, T>(schema: S, act: Act<Maintained, S, T>) =>
  async (actor: Actor | null, slug: string, input: unknown) =>
    run(await requireMaintained(webPlatform().db, actor, slug), schema, input, act);

export const asRoundMaintainer =
  <S extends z.ZodType, T>(
    schema: S,
    act: Act<Authorized<ReturnType<typeof requireMaintainedRound>>, S, T>,
  ) =>
  async (actor: Actor | null, slug: string, number: number, input?: unknown) =>
    run(await requireMaintainedRound(webPlatform().db, actor, slug, number), schema, input, act);

/** For people who may consent to a proposal about a round. */
export const asConsenter =
  <S extends z.ZodType, T>(schema: S, act: Act<Authorized<ReturnType<typeof requireConsenter>>, S, T>) =>
  async (actor: Actor | null, slug: string, number: number, input: unknown) =>
    run(await requireConsenter(webPlatform().db, actor, slug, number), schema, input, act);

/** Reads something for all people with a role in a benchmark. */
export const asAuditor =
  <T>(read: (found: Maintained & { db: Database }) => Promise<T>) =>
  async (actor: Actor | null, slug: string): Promise<Result<T>> => {
    const { db } = webPlatform();
    const found = await requireMaintained(db, actor, slug, 'auditor');
    return found.ok ? ok(await read({ ...found.value, db })) : found;
  };

async function run<Found extends object, S extends z.ZodType, T>(
  found: Result<Found>,
  schema: S,
  input: unknown,
  act: Act<Found, S, T>,
): Promise<Result<T>> {
  if (!found.ok) return found;
  const parsed = parseWith(schema, input);
  return parsed.ok ? act({ ...found.value, db: webPlatform().db }, parsed.value) : parsed;
}
