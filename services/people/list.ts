import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listPeopleOfBenchmark, type PersonOfBenchmark } from '@/db/queries/people-of-benchmark-queries';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { maskEmail } from '@/lib/core/mask-email';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';

/** Everybody with a role in the benchmark, for all of them. Only owners see whole addresses. */
export async function listPeople(
  actor: Actor | null,
  slug: string,
): Promise<Result<PersonOfBenchmarkView[], Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  const { benchmark, role } = maintained.value;
  return ok(await readPeople(db, benchmark.benchmarkId, { reader: maintained.value.actor, role }));
}

/** As a person with that role may see them. */
export async function readPeople(
  db: Executor,
  benchmarkId: string,
  { reader, role }: { reader: Actor; role: MaintainerRole },
): Promise<PersonOfBenchmarkView[]> {
  const people = await listPeopleOfBenchmark(db, benchmarkId);
  return people.map((person) => viewOf(person, reader.userId, role === 'owner'));
}

function viewOf(person: PersonOfBenchmark, ownId: string, isForOwner: boolean): PersonOfBenchmarkView {
  const isYou = person.userId === ownId;
  return {
    id: person.userId,
    name: person.name,
    email: person.email === null || isYou || isForOwner ? person.email : maskEmail(person.email),
    role: person.role,
    added_at: person.addedAt.toISOString(),
    is_you: isYou,
  };
}
