import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Actor } from '@/services/access/caller';
import type { TestSite } from './make-test-site';

/** Makes a person an auditor, a maintainer or an owner of a benchmark, as an accepted invitation would. */
export async function giveRole(
  site: TestSite,
  slug: string,
  person: Actor,
  role: MaintainerRole,
): Promise<void> {
  await site.superuser`
    insert into benchmark_maintainers (benchmark_id, user_id, role)
    select benchmark_id, ${person.userId}, ${role} from benchmarks where slug = ${slug}`;
}
