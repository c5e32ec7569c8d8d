import { webPlatform } from '@/adapters/web-platform';
import type { InvitationView, PersonOfBenchmarkView } from '@/lib/contracts/people';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { readInvitations } from '../people/invitations';
import { readPeople } from '../people/roles';

export type PeoplePage = {
  title: string;
  /** Null for a person without a role in the benchmark. */
  maintained: {
    role: MaintainerRole;
    people: readonly PersonOfBenchmarkView[];
    invitations: readonly InvitationView[];
  } | null;
};

/** The people of a benchmark and its open invitations, for people with a role. */
export async function findPeoplePage(actor: Actor, slug: string): Promise<Result<PeoplePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { role } = found.value;
  const { title, benchmarkId } = found.value.benchmark;
  if (!role) return ok({ title, maintained: null });
  const [people, invitations] = await Promise.all([
    readPeople(db, benchmarkId, { reader: actor, role }),
    readInvitations(db, benchmarkId, role),
  ]);
  return ok({ title, maintained: { role, people, invitations } });
}
