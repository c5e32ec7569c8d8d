import type { RefusalKind } from '@/lib/core/refusal';
import { account } from './account';
import { benchmarks } from './benchmarks';
import type { Operation } from './define-operation';
import { errata } from './errata';
import { models } from './models';
import { people } from './people';
import { rankings } from './rankings';
import { rounds } from './rounds';
import { submissions } from './submissions';

/** The nouns of the API, as the document's tags and the sections of /docs/api have them. */
export const nouns = {
  benchmarks: { description: 'Benchmarks, their policies and their public record.', calls: benchmarks },
  rounds: { description: 'Rounds from the draft to the public archive.', calls: rounds },
  rankings: { description: 'Rankings, comparisons and exports.', calls: rankings },
  errata: { description: 'Corrections of labels of revealed rounds.', calls: errata },
  models: { description: 'Models, their versions and anchor models.', calls: models },
  submissions: { description: 'Submissions, dry runs and quotas.', calls: submissions },
  people: { description: 'Roles, invitations, linked teams and flags.', calls: people },
  account: { description: 'Your account, API tokens, and this description.', calls: account },
} satisfies Record<string, { description: string; calls: Record<string, Operation> }>;

/** Every call of the API by its operationId. */
export const operations = {
  ...benchmarks,
  ...rounds,
  ...rankings,
  ...errata,
  ...models,
  ...submissions,
  ...people,
  ...account,
};

const uploadErrors = [
  ...(['invalid_request', 'unsupported_media_type', 'too_large', 'upload_too_slow'] as const),
  ...(['files_in_line', 'busy', 'no_space'] as const),
];

/** The codes of all problems that a call may return, apart from those that any call may (`database_away`, `rate_limited`). */
export function listErrors({ method, scope, isForVisitors, params, body, errors }: Operation): RefusalKind[] {
  const kinds: RefusalKind[] = [...errors];
  if (scope !== null) kinds.push('token_invalid', 'insufficient_scope');
  if (scope !== null && !isForVisitors) kinds.push('not_signed_in');
  if (scope !== null && method !== 'GET') kinds.push('forbidden');
  if (Object.keys(params.shape).length > 0) kinds.push('not_found');
  if (body) kinds.push(...('file' in body ? uploadErrors : (['invalid_request', 'too_large'] as const)));
  return [...new Set(kinds)].sort();
}
