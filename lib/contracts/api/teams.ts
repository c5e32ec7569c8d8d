import { defineOperation, inPages, json, noContent } from './define-operation';
import { schemas } from './schemas';

export const teams = {
  createTeam: defineOperation('POST /teams', 'maintain', {
    summary: 'Found a team',
    description:
      'With you as its captain. Names that look like a present or former one of another team are refused.',
    body: {
      schema: schemas.NewTeam,
      example: { name: 'Harbour Lab', description: 'Delays of ships and aircraft.' },
    },
    responses: { 201: json('The team.', schemas.OwnTeam) },
    errors: ['name_taken'],
  }),
  getTeam: defineOperation('GET /teams/{team}', 'read', {
    summary: 'Get a team of yours',
    description: 'With its members, and for captains the pending invitations. Teams of others respond 404.',
    responses: { 200: json('The team.', schemas.OwnTeam) },
  }),
  changeTeam: defineOperation('PATCH /teams/{team}', 'maintain', {
    summary: 'Rename or describe a team',
    description:
      'For captains. The former name and address stay taken, and are shown with the date. Published rankings keep the name that they were published with.',
    body: { schema: schemas.ChangedTeam, example: { name: 'Harbour and Tide' } },
    responses: { 200: json('The team.', schemas.OwnTeam) },
    errors: ['name_taken'],
  }),
  inviteToTeam: defineOperation('POST /teams/{team}/invitations', 'maintain', {
    summary: 'Invite to a team',
    description:
      'For captains. With a mail address it mails a link, which replaces a pending invitation to the same address; without one the response has a link that one person may use.',
    body: {
      schema: schemas.NewTeamInvitation,
      example: { email: 'colleague@example.org', role: 'member' },
    },
    responses: { 201: json('The invitation.', schemas.SentTeamInvitation) },
  }),
  revokeTeamInvitation: defineOperation('DELETE /teams/{team}/invitations/{id}', 'maintain', {
    summary: 'Revoke an invitation to a team',
    description: 'For captains. Its link stops working.',
    responses: { 204: noContent('The invitation is revoked.') },
  }),
  changeMember: defineOperation('PATCH /teams/{team}/members/{id}', 'maintain', {
    summary: 'Change a member',
    description:
      'Captains change roles, and each member whether the team’s page names them. A team without a captain passes to its oldest member.',
    body: { schema: schemas.ChangedMember, example: { role: 'captain' } },
    responses: { 200: json('The team.', schemas.OwnTeam) },
  }),
  removeMember: defineOperation('DELETE /teams/{team}/members/{id}', 'maintain', {
    summary: 'Leave a team, or remove a member',
    description:
      'Captains remove members, and each member may leave. Until its close, a person stays bound to the team in a round that it has entered.',
    responses: { 204: noContent('The person is no longer a member.') },
  }),
  listPseudonyms: defineOperation('GET /teams/{team}/pseudonyms', 'read', {
    summary: 'List the pseudonyms of a team',
    description: 'For its members, by their dates.',
    ...inPages('pseudonyms', schemas.Pseudonym),
  }),
  setPseudonym: defineOperation('POST /teams/{team}/pseudonyms', 'maintain', {
    summary: 'Put a team under a pseudonym',
    description:
      'For captains, in one benchmark and until a date within 12 months, before the team’s first submission there. Until that date everything public names the pseudonym; the people who run the benchmark, and operators, know the team. It can’t be moved or removed earlier.',
    body: {
      schema: schemas.NewPseudonym,
      example: { benchmark: 'late-flights', name: 'Paper 1234', until: '2027-05-01T00:00:00Z' },
    },
    responses: { 201: json('The pseudonym.', schemas.Pseudonym) },
    errors: ['name_taken', 'withdrawn'],
  }),
  listMerges: defineOperation('GET /teams/{team}/merges', 'read', {
    summary: 'List merges of a team',
    description: 'Wishes to merge with another team, for its members, the newest first.',
    ...inPages('merges', schemas.Merge),
  }),
  askMerge: defineOperation('POST /teams/{team}/merges', 'maintain', {
    summary: 'Ask another team to merge',
    description:
      'For captains. When a captain of the other team agrees, maintainers have 24 hours to object; then both teams share submissions, refusals and exposure in the benchmark, and a new team of all their members has the common name.',
    body: {
      schema: schemas.NewMerge,
      example: { benchmark: 'late-flights', with: 'tide-table-club', name: 'Harbour and Tide' },
    },
    responses: { 201: json('The wish.', schemas.Merge) },
    errors: ['name_taken', 'not_mergeable', 'withdrawn'],
  }),
  agreeToMerge: defineOperation('POST /teams/{team}/merges/{id}/agree', 'maintain', {
    summary: 'Agree to a merge',
    description:
      'For captains of the team that was asked. Refused where the sums pass the quota of the open round, 100 % exposure or the largest team.',
    responses: { 200: json('The merge, with the time for objections.', schemas.Merge) },
    errors: ['not_mergeable'],
  }),
  dropMerge: defineOperation('DELETE /teams/{team}/merges/{id}', 'maintain', {
    summary: 'Drop a merge',
    description: 'For captains of both teams, until the teams are merged.',
    responses: { 204: noContent('The merge is dropped.') },
  }),
  listMergesOfBenchmark: defineOperation('GET /benchmarks/{slug}/merges', 'read', {
    summary: 'List merges that both teams agreed to',
    description: 'For maintainers and auditors.',
    ...inPages('merges', schemas.Merge),
    errors: ['forbidden'],
  }),
  objectToMerge: defineOperation('POST /benchmarks/{slug}/merges/{id}/object', 'maintain', {
    summary: 'Object to a merge',
    description: 'For maintainers, within 24 hours of the agreement. Both teams read the reason.',
    body: { schema: schemas.ObjectToMerge, example: { reason: 'A member of both teams labels our data.' } },
    responses: { 204: noContent('The teams stay apart.') },
  }),
};
