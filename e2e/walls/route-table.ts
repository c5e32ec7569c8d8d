/** Audiences of a route; `owner` is the owner of the submission. */
export const audiences = ['visitor', 'other', 'owner', 'auditor', 'maintainer'] as const;
export type Audience = (typeof audiences)[number];

/** `model` and `team` are addresses with a row in the round's table. */
export type Place = { slug: string; number: number; submissionId: string; model: string; team: string };

type Expectation = { path: (place: Place) => string; status: Record<Audience, number | number[]> };

const everybody = (path: Expectation['path'], status: number | number[] = 200): Expectation => ({
  path,
  status: { visitor: status, other: status, owner: status, auditor: status, maintainer: status },
});

/** The id of nothing. */
const noId = '00000000-0000-4000-8000-000000000000';

const api = (path: string) => `/api/v1${path}`;

/** A page behind sign-in shows itself to a person, and redirects a visitor to sign in. */
const signedIn: number[] = [200, 302, 303, 307];

/** A person without a role gets a message to that effect, and nothing more. */
const ofMaintainers = (path: Expectation['path']): Expectation => ({
  path,
  status: {
    visitor: signedIn,
    other: [200, 403, 404],
    owner: [200, 403, 404],
    auditor: 200,
    maintainer: 200,
  },
});

/** Routes that the server responds to without Next. */
export const serverRoutes: readonly string[] = ['/metrics'];

/**
 * Every route of the build with its response to each audience. The test compares this table with the build's manifest: a new
 * route without an entry fails it.
 */
export const routeTable: Record<string, Expectation> = {
  '/': everybody(() => '/'),
  '/_not-found': everybody(() => '/there-is-no-such-page', 404),
  '/_global-error': everybody(() => '/_global-error', [404, 500, 200]),
  '/benchmarks': everybody(() => '/benchmarks', [200, 307, 308]),
  '/benchmarks/[slug]': everybody(({ slug }) => `/benchmarks/${slug}`),
  '/benchmarks/[slug]/badges': everybody(({ slug }) => `/benchmarks/${slug}/badges`),
  '/benchmarks/[slug]/rules': everybody(({ slug }) => `/benchmarks/${slug}/rules`),
  '/benchmarks/[slug]/changelog': everybody(({ slug }) => `/benchmarks/${slug}/changelog`),
  '/benchmarks/[slug]/feed.atom': everybody(({ slug }) => `/benchmarks/${slug}/feed.atom`),
  '/benchmarks/[slug]/feed.json': everybody(({ slug }) => `/benchmarks/${slug}/feed.json`),
  '/benchmarks/[slug]/rounds.ics': everybody(({ slug }) => `/benchmarks/${slug}/rounds.ics`),
  '/feed.atom': everybody(() => '/feed.atom'),
  '/feed.json': everybody(() => '/feed.json'),
  '/sitemap.xml': everybody(() => '/sitemap.xml'),
  '/robots.txt': everybody(() => '/robots.txt'),
  '/llms.txt': everybody(() => '/llms.txt'),
  '/client': everybody(() => '/client'),
  '/client/[file]': everybody(() => '/client/tidemark-0.1.0-py3-none-any.whl'),
  // 404 on a site without the demo.
  '/demo/[file]': everybody(() => '/demo/late-flights-2001-january-2001.csv', [200, 404]),
  '/benchmarks/[slug]/rounds/[number]': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}`,
  ),
  '/benchmarks/[slug]/models/[model]': everybody(({ slug, model }) => `/benchmarks/${slug}/models/${model}`),
  // 404 for a model without several versions in one ranking.
  '/benchmarks/[slug]/models/[model]/system': everybody(
    ({ slug, model }) => `/benchmarks/${slug}/models/${model}/system`,
    [200, 404],
  ),
  '/benchmarks/[slug]/data': everybody(({ slug }) => `/benchmarks/${slug}/data`),
  '/benchmarks/[slug]/rounds': everybody(({ slug }) => `/benchmarks/${slug}/rounds`),
  '/benchmarks/[slug]/rounds/[number]/share': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/share`,
  ),
  '/benchmarks/[slug]/compare': everybody(({ slug, model }) => `/benchmarks/${slug}/compare?model=${model}`),
  '/benchmarks/[slug]/submit': everybody(({ slug }) => `/benchmarks/${slug}/submit`, signedIn),
  '/benchmarks/[slug]/rounds/[number]/score': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/score`,
  ),
  // For a round with an official ranking only.
  '/benchmarks/[slug]/rounds/[number]/subgroups': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/subgroups`,
  ),
  '/benchmarks/[slug]/rounds/[number]/verify': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/verify`,
  ),
  '/benchmarks/[slug]/rounds/[number]/how-made': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/how-made`,
  ),
  '/benchmarks/[slug]/rounds/[number]/report': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/report`,
  ),
  '/benchmarks/[slug]/rounds/[number]/errata': everybody(
    ({ slug, number }) => `/benchmarks/${slug}/rounds/${number}/errata`,
  ),
  '/teams/[team]': everybody(({ team }) => `/teams/${team}`),
  '/submit': everybody(() => '/submit'),
  '/enter': everybody(() => '/enter', signedIn),
  '/submissions': everybody(() => '/submissions', signedIn),
  '/submissions/[id]': {
    path: ({ submissionId }) => `/submissions/${submissionId}`,
    status: { visitor: [...signedIn, 404], other: 404, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/dry-runs/[id]': {
    path: () => '/dry-runs/00000000-0000-4000-8000-000000000000',
    status: { visitor: [...signedIn, 404], other: 404, owner: 404, auditor: 404, maintainer: 404 },
  },
  '/maintain': everybody(() => '/maintain', signedIn),
  '/maintain/new': everybody(() => '/maintain/new', signedIn),
  '/maintain/[slug]': ofMaintainers(({ slug }) => `/maintain/${slug}`),
  '/maintain/[slug]/rounds/[number]': ofMaintainers(
    ({ slug, number }) => `/maintain/${slug}/rounds/${number}`,
  ),
  '/maintain/[slug]/rounds/[number]/test-set': everybody(
    ({ slug, number }) => `/maintain/${slug}/rounds/${number}/test-set`,
    405,
  ),
  '/maintain/[slug]/rounds/[number]/errata': ofMaintainers(
    ({ slug, number }) => `/maintain/${slug}/rounds/${number}/errata`,
  ),
  '/maintain/[slug]/settings': ofMaintainers(({ slug }) => `/maintain/${slug}/settings`),
  '/maintain/[slug]/training-file': everybody(({ slug }) => `/maintain/${slug}/training-file`, 405),
  '/maintain/[slug]/participants': ofMaintainers(({ slug }) => `/maintain/${slug}/participants`),
  '/maintain/[slug]/announcements': ofMaintainers(({ slug }) => `/maintain/${slug}/announcements`),
  '/maintain/[slug]/feedback': ofMaintainers(({ slug }) => `/maintain/${slug}/feedback`),
  '/maintain/[slug]/schedule': ofMaintainers(({ slug }) => `/maintain/${slug}/schedule`),
  '/maintain/[slug]/flags': ofMaintainers(({ slug }) => `/maintain/${slug}/flags`),
  '/maintain/[slug]/entry': ofMaintainers(({ slug }) => `/maintain/${slug}/entry`),
  '/maintain/[slug]/people': ofMaintainers(({ slug }) => `/maintain/${slug}/people`),
  '/invitations/[token]': everybody(() => '/invitations/no-such-token', signedIn),
  // Without a token the page says so; the address with one leads to it.
  '/unsubscribe': everybody(() => '/unsubscribe'),
  '/unsubscribe/[token]': everybody(() => '/unsubscribe/no-such-token', [200, 303]),
  '/settings': everybody(() => '/settings', signedIn),
  '/settings/data': everybody(() => '/settings/data', 405),
  '/settings/delete': everybody(() => '/settings/delete', signedIn),
  '/settings/webhooks': everybody(() => '/settings/webhooks', signedIn),
  '/settings/webhooks/[id]': everybody(() => `/settings/webhooks/${noId}`, [...signedIn, 404]),
  '/sign-in': everybody(() => '/sign-in', signedIn),
  '/sign-in/sent': everybody(() => '/sign-in/sent'),
  '/sign-in/confirm': everybody(() => '/sign-in/confirm?token=t&email=a%40example.org&callbackUrl=%2F'),
  '/inbox': everybody(() => '/inbox'),
  '/methods': everybody(() => '/methods'),
  '/methods/metrics': everybody(() => '/methods/metrics'),
  '/privacy': everybody(() => '/privacy'),
  '/terms': everybody(() => '/terms'),
  '/contact': everybody(() => '/contact'),
  '/moderation': everybody(() => '/moderation'),
  '/moderation/[id]': everybody(() => '/moderation/0', 404),
  // For operators alone, none of whom is among the audiences.
  '/operate': everybody(() => '/operate', [302, 303, 307, 404]),
  '/status': everybody(() => '/status'),
  // Only where the operator has given a contact.
  '/.well-known/security.txt': everybody(() => '/.well-known/security.txt', [200, 404]),
  '/docs': everybody(() => '/docs'),
  '/docs/[document]': everybody(() => '/docs/glossary'),
  '/docs/[document]/[page]': everybody(() => '/docs/papers/flags'),
  '/docs/api': everybody(() => '/docs/api'),
  '/card.png': everybody(() => '/card.png'),
  '/card/[slug]': everybody(({ slug }) => `/card/${slug}.png`),
  '/card/[slug]/rounds/[number]': everybody(({ slug, number }) => `/card/${slug}/rounds/${number}.png`),
  // 404 for a model without an official score.
  '/card/[slug]/models/[model]': everybody(
    ({ slug, model }) => `/card/${slug}/models/${model}.png`,
    [200, 404],
  ),
  '/embed/[slug]': everybody(({ slug }) => `/embed/${slug}`),
  '/badge/[slug]': everybody(({ slug }) => `/badge/${slug}.svg`),
  '/badge/[slug]/[model]': everybody(({ slug, model }) => `/badge/${slug}/${model}.json`),
  '/healthz': everybody(() => '/healthz'),
  '/readyz': everybody(() => '/readyz'),
  // The journeys' sites are on loopback, as is the test.
  '/metrics': everybody(() => '/metrics'),
  '/api/auth/[...nextauth]': everybody(() => '/api/auth/session'),
  // Every other path below /api.
  '/api/[[...path]]': everybody(() => '/api/v2/benchmarks', 404),
  // Only for registered runners, whose token is of another kind than a person's.
  '/api/runner/leases': everybody(() => '/api/runner/leases', 405),
  '/api/runner/leases/[run]/[fence]/[action]': everybody(() => `/api/runner/leases/${noId}/1/work`, 401),
  '/api/runner/leases/[run]/[fence]/data/[index]': everybody(
    () => `/api/runner/leases/${noId}/1/data/0`,
    401,
  ),
  '/api/v1/openapi.json': everybody(() => api('/openapi.json')),
  '/api/v1/benchmarks': everybody(() => api('/benchmarks')),
  '/api/v1/benchmarks/[slug]': everybody(({ slug }) => api(`/benchmarks/${slug}`)),
  // 404 where the host has uploaded none.
  '/api/v1/benchmarks/[slug]/training-file': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/training-file`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/copy': everybody(({ slug }) => api(`/benchmarks/${slug}/copy`), 405),
  // 404 while no round of the benchmark is revealed.
  '/api/v1/benchmarks/[slug]/training-data': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/training-data`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/changelog': everybody(({ slug }) => api(`/benchmarks/${slug}/changelog`)),
  '/api/v1/benchmarks/[slug]/compare': everybody(({ slug, model }) =>
    api(`/benchmarks/${slug}/compare?model=${model}`),
  ),
  '/api/v1/benchmarks/[slug]/version-histories': everybody(({ slug }) =>
    api(`/benchmarks/${slug}/version-histories`),
  ),
  '/api/v1/benchmarks/[slug]/ranking-plan': everybody(({ slug }) => api(`/benchmarks/${slug}/ranking-plan`)),
  '/api/v1/benchmarks/[slug]/over-rounds': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/over-rounds`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/models/[model]': everybody(({ slug, model }) =>
    api(`/benchmarks/${slug}/models/${model}`),
  ),
  '/api/v1/benchmarks/[slug]/models/[model]/system': everybody(
    ({ slug, model }) => api(`/benchmarks/${slug}/models/${model}/system`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/models/[model]/model-index': everybody(
    ({ slug, model }) => api(`/benchmarks/${slug}/models/${model}/model-index`),
    [200, 404],
  ),
  // Only where the benchmark links to a data set of the Hub.
  '/api/v1/benchmarks/[slug]/models/[model]/eval-results': everybody(
    ({ slug, model }) => api(`/benchmarks/${slug}/models/${model}/eval-results`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/anchors': everybody(({ slug }) => api(`/benchmarks/${slug}/anchors`)),
  '/api/v1/benchmarks/[slug]/rounds': everybody(({ slug }) => api(`/benchmarks/${slug}/rounds`)),
  '/api/v1/benchmarks/[slug]/rounds/[number]': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}`),
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/leaderboard': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}/leaderboard`),
  ),
  // 404 for a round that isn't closed.
  '/api/v1/benchmarks/[slug]/rounds/[number]/every-eval-ever': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/every-eval-ever`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/croissant': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/croissant`),
    [200, 404],
  ),
  // 404 while the round is open or frozen.
  '/api/v1/benchmarks/[slug]/rounds/[number]/subgroups': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/subgroups`),
    [200, 404, 409],
  ),
  // For a revealed round only.
  '/api/v1/benchmarks/[slug]/rounds/[number]/differing-items': everybody(
    ({ slug, number, model }) => api(`/benchmarks/${slug}/rounds/${number}/differing-items?model=${model}`),
    409,
  ),
  // The demo's open round has no official ranking to compare, and no round is compared with itself.
  '/api/v1/benchmarks/[slug]/rounds/[number]/against/[earlier]': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/against/1`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/inputs': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}/inputs`),
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/sample-submission': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}/sample-submission`),
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/commitment': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}/commitment`),
  ),
  // The round of this table is hidden, so there is no archive yet.
  '/api/v1/benchmarks/[slug]/rounds/[number]/archive': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/archive`),
    409,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/archive/files/[...name]': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/archive/files/items.csv`),
    409,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/[action]': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/peek`),
    404,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/check': {
    path: ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/check`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/rounds/[number]/test-set': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/test-set`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/leak-reports': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/leak-reports`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata': everybody(({ slug, number }) =>
    api(`/benchmarks/${slug}/rounds/${number}/errata`),
  ),
  // The round of this table is hidden, so there is no erratum yet.
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata/[erratum]': {
    path: ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/errata/1`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 404, maintainer: 404 },
  },
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata/[erratum]/publish': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/errata/1/publish`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata/[erratum]/consent': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/errata/1/consent`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/rounds/[number]/errata/[erratum]/drop': everybody(
    ({ slug, number }) => api(`/benchmarks/${slug}/rounds/${number}/errata/1/drop`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/feedback-policy': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/feedback-policy`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/schedule': everybody(({ slug }) => api(`/benchmarks/${slug}/schedule`), 405),
  '/api/v1/benchmarks/[slug]/quota': {
    path: ({ slug }) => api(`/benchmarks/${slug}/quota`),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/submissions': {
    path: ({ slug }) => api(`/benchmarks/${slug}/submissions`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/participants': {
    path: ({ slug }) => api(`/benchmarks/${slug}/participants?format=csv`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/announcements': everybody(({ slug }) =>
    api(`/benchmarks/${slug}/announcements`),
  ),
  '/api/v1/benchmarks/[slug]/follow': everybody(({ slug }) => api(`/benchmarks/${slug}/follow`), 405),
  '/api/v1/benchmarks/[slug]/rules/accept': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/rules/accept`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/entry-list': everybody(({ slug }) => api(`/benchmarks/${slug}/entry-list`), 405),
  '/api/v1/benchmarks/[slug]/class-code': everybody(({ slug }) => api(`/benchmarks/${slug}/class-code`), 405),
  '/api/v1/benchmarks/[slug]/entrants': {
    path: ({ slug }) => api(`/benchmarks/${slug}/entrants`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 403, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/entrants/[id]': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/entrants/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/entries': everybody(() => api('/entries'), 405),
  '/api/v1/benchmarks/[slug]/people': {
    path: ({ slug }) => api(`/benchmarks/${slug}/people`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/people/[id]': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/people/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/invitations': {
    path: ({ slug }) => api(`/benchmarks/${slug}/invitations`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/invitations/[id]': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/invitations/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/linked-teams': {
    path: ({ slug }) => api(`/benchmarks/${slug}/linked-teams`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/linked-teams/[id]': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/linked-teams/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/linked-teams/[id]/consent': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/linked-teams/00000000-0000-4000-8000-000000000000/consent`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/linked-teams/unlink': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/linked-teams/unlink`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/merges': {
    path: ({ slug }) => api(`/benchmarks/${slug}/merges`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/merges/[id]/object': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/merges/00000000-0000-4000-8000-000000000000/object`),
    405,
  ),
  '/api/v1/teams': everybody(() => api('/teams'), 405),
  // A team exists for its members alone.
  '/api/v1/teams/[team]': {
    path: ({ team }) => api(`/teams/${team}`),
    status: { visitor: 401, other: 404, owner: [200, 404], auditor: 404, maintainer: 404 },
  },
  '/api/v1/teams/[team]/invitations': everybody(({ team }) => api(`/teams/${team}/invitations`), 405),
  '/api/v1/teams/[team]/invitations/[id]': everybody(
    ({ team }) => api(`/teams/${team}/invitations/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/teams/[team]/members/[id]': everybody(
    ({ team }) => api(`/teams/${team}/members/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/teams/[team]/pseudonyms': {
    path: ({ team }) => api(`/teams/${team}/pseudonyms`),
    status: { visitor: 401, other: 404, owner: [200, 404], auditor: 404, maintainer: 404 },
  },
  '/api/v1/teams/[team]/merges': {
    path: ({ team }) => api(`/teams/${team}/merges`),
    status: { visitor: 401, other: 404, owner: [200, 404], auditor: 404, maintainer: 404 },
  },
  '/api/v1/teams/[team]/merges/[id]': everybody(
    ({ team }) => api(`/teams/${team}/merges/00000000-0000-4000-8000-000000000000`),
    405,
  ),
  '/api/v1/teams/[team]/merges/[id]/agree': everybody(
    ({ team }) => api(`/teams/${team}/merges/00000000-0000-4000-8000-000000000000/agree`),
    405,
  ),
  '/api/v1/benchmarks/[slug]/flags': {
    path: ({ slug }) => api(`/benchmarks/${slug}/flags`),
    status: { visitor: 401, other: 403, owner: 403, auditor: 200, maintainer: 200 },
  },
  '/api/v1/flags/[id]/judge': everybody(() => api('/flags/00000000-0000-4000-8000-000000000000/judge'), 405),
  '/api/v1/benchmarks/[slug]/versions': {
    path: ({ slug }) => api(`/benchmarks/${slug}/versions`),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/benchmarks/[slug]/trainings': {
    path: ({ slug }) => api(`/benchmarks/${slug}/trainings`),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  // Only where models are run.
  '/api/v1/benchmarks/[slug]/model-signature': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/model-signature`),
    [200, 404],
  ),
  '/api/v1/benchmarks/[slug]/model-sample': everybody(
    ({ slug }) => api(`/benchmarks/${slug}/model-sample`),
    [200, 404],
  ),
  '/api/v1/versions/[id]/retire': everybody(
    () => api('/versions/00000000-0000-4000-8000-000000000000/retire'),
    405,
  ),
  '/api/v1/dry-runs/[id]': {
    path: () => api('/dry-runs/00000000-0000-4000-8000-000000000000'),
    status: { visitor: 401, other: 404, owner: 404, auditor: 404, maintainer: 404 },
  },
  '/api/v1/submissions/[id]': {
    path: ({ submissionId }) => api(`/submissions/${submissionId}`),
    status: { visitor: 401, other: 404, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/submissions': {
    path: () => api('/submissions'),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/submissions/[id]/[action]': everybody(
    ({ submissionId }) => api(`/submissions/${submissionId}/withdraw`),
    405,
  ),
  '/api/v1/submissions/[id]/note': everybody(
    ({ submissionId }) => api(`/submissions/${submissionId}/note`),
    405,
  ),
  '/api/v1/submissions/[id]/events': {
    path: ({ submissionId }) => api(`/submissions/${submissionId}/events`),
    status: { visitor: 401, other: 404, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/me': {
    path: () => api('/me'),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/me/notices': {
    path: () => api('/me/notices'),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/webhooks': {
    path: () => api('/webhooks'),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/webhooks/[id]': everybody(() => api(`/webhooks/${noId}`), 405),
  '/api/v1/webhooks/[id]/secret': everybody(() => api(`/webhooks/${noId}/secret`), 405),
  '/api/v1/webhooks/[id]/enable': everybody(() => api(`/webhooks/${noId}/enable`), 405),
  '/api/v1/webhooks/[id]/resend': everybody(() => api(`/webhooks/${noId}/resend`), 405),
  '/api/v1/webhooks/[id]/deliveries': {
    path: () => api(`/webhooks/${noId}/deliveries`),
    status: { visitor: 401, other: 404, owner: 404, auditor: 404, maintainer: 404 },
  },
  '/api/v1/tokens': {
    path: () => api('/tokens'),
    status: { visitor: 401, other: 200, owner: 200, auditor: 200, maintainer: 200 },
  },
  '/api/v1/tokens/[id]': everybody(() => api(`/tokens/${noId}`), 405),
};
