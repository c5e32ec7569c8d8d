import type { TokenScope } from '@/lib/core/token-scope';

/**
 * What an API token has to be good for, at each route that asks who calls. Reading takes `read`, sending a file to be scored or a
 * word to maintainers `submit`, and all that changes a benchmark or an account `maintain`. A route that isn't here can't ask.
 */
export const scopeOfRoute = {
  'POST /benchmarks': 'maintain',
  'PATCH /benchmarks/{slug}': 'maintain',
  'PUT /benchmarks/{slug}/feedback-policy': 'maintain',
  'GET /benchmarks/{slug}/flags': 'read',
  'GET /benchmarks/{slug}/invitations': 'read',
  'POST /benchmarks/{slug}/invitations': 'maintain',
  'DELETE /benchmarks/{slug}/invitations/{id}': 'maintain',
  'GET /benchmarks/{slug}/linked-teams': 'read',
  'POST /benchmarks/{slug}/linked-teams': 'maintain',
  'POST /benchmarks/{slug}/linked-teams/unlink': 'maintain',
  'DELETE /benchmarks/{slug}/marks': 'maintain',
  'POST /benchmarks/{slug}/marks': 'maintain',
  'GET /benchmarks/{slug}/people': 'read',
  'DELETE /benchmarks/{slug}/people/{id}': 'maintain',
  'PATCH /benchmarks/{slug}/people/{id}': 'maintain',
  'GET /benchmarks/{slug}/quota': 'read',
  'POST /benchmarks/{slug}/rounds': 'maintain',
  'DELETE /benchmarks/{slug}/rounds/{number}': 'maintain',
  'GET /benchmarks/{slug}/rounds/{number}': 'read',
  'PATCH /benchmarks/{slug}/rounds/{number}': 'maintain',
  'POST /benchmarks/{slug}/rounds/{number}/errata': 'maintain',
  'GET /benchmarks/{slug}/rounds/{number}/errata/{erratum}': 'read',
  'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent': 'maintain',
  'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/drop': 'maintain',
  'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/publish': 'maintain',
  'POST /benchmarks/{slug}/rounds/{number}/leak-reports': 'submit',
  'POST /benchmarks/{slug}/rounds/{number}/{action}': 'maintain',
  'PUT /benchmarks/{slug}/schedule': 'maintain',
  'POST /benchmarks/{slug}/submissions': 'submit',
  'POST /flags/{id}/judge': 'maintain',
  'GET /me': 'read',
  'GET /me/notices': 'read',
  'PUT /me/notices': 'maintain',
  'GET /submissions': 'read',
  'GET /submissions/{id}': 'read',
  'POST /submissions/{id}/{action}': 'submit',
  'GET /submissions/{id}/events': 'read',
  'GET /tokens': 'read',
  'POST /tokens': 'maintain',
  'DELETE /tokens/{id}': 'maintain',
} as const satisfies Record<string, TokenScope>;
export type ScopedRoute = keyof typeof scopeOfRoute;
