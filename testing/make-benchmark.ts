import { randomBytes } from 'node:crypto';
import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
import { unwrap } from './unwrap';

/**
 * Creates a binary benchmark with generous quotas, as its maintainer would. @param wishes other values of the API's fields
 * @returns its slug
 */
export async function makeBenchmark(maintainer: Actor, wishes: object = {}): Promise<string> {
  const { slug } = unwrap(
    await createBenchmark(maintainer, {
      slug: `test-${randomBytes(4).toString('hex')}`,
      title: 'Test benchmark',
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
      quota_per_round: 1000,
      quota_per_day: 100,
      feedback_policy: 'exact',
      feedback_share: 0.4,
      ...wishes,
    }),
  );
  return slug;
}
