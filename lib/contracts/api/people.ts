import { defineOperation, inPages, json, noContent } from './define-operation';
import { schemas } from './schemas';

export const people = {
  listPeople: defineOperation('GET /benchmarks/{slug}/people', 'read', {
    summary: 'List the people of a benchmark',
    description: 'Owners, maintainers and auditors. Only owners see whole e-mail addresses.',
    ...inPages('people', schemas.PersonOfBenchmark),
    errors: ['forbidden'],
  }),
  changeRole: defineOperation('PATCH /benchmarks/{slug}/people/{id}', 'maintain', {
    summary: 'Change a role',
    description: 'For owners. A benchmark needs at least one owner.',
    body: { schema: schemas.ChangedRole, example: { role: 'auditor' } },
    responses: { 200: json('The new role.', schemas.ChangedRole) },
    errors: ['last_owner'],
  }),
  removeRole: defineOperation('DELETE /benchmarks/{slug}/people/{id}', 'maintain', {
    summary: 'Remove a person from a benchmark',
    description: 'Owners remove people; every person may remove themselves.',
    responses: { 204: noContent('The role is removed.') },
    errors: ['last_owner'],
  }),
  listInvitations: defineOperation('GET /benchmarks/{slug}/invitations', 'read', {
    summary: 'List pending invitations',
    description: 'For maintainers and auditors.',
    ...inPages('invitations', schemas.Invitation),
    errors: ['forbidden'],
  }),
  createInvitation: defineOperation('POST /benchmarks/{slug}/invitations', 'maintain', {
    summary: 'Invite a person',
    description: 'For owners. Mails a link to a role; it replaces a pending invitation to the same address.',
    body: {
      schema: schemas.NewInvitation,
      example: { email: 'colleague@example.org', role: 'maintainer' },
    },
    responses: { 201: json('The invitation.', schemas.SentInvitation) },
    errors: [],
  }),
  revokeInvitation: defineOperation('DELETE /benchmarks/{slug}/invitations/{id}', 'maintain', {
    summary: 'Revoke an invitation',
    description: 'For owners. Its link stops working.',
    responses: { 204: noContent('The invitation is revoked.') },
  }),
  listLinkedTeams: defineOperation('GET /benchmarks/{slug}/linked-teams', 'read', {
    summary: 'List linked teams',
    description: 'For maintainers and auditors: proposals that wait for consent, then the linked groups.',
    ...inPages('links', schemas.LinkedTeams),
    errors: ['forbidden'],
  }),
  proposeLink: defineOperation('POST /benchmarks/{slug}/linked-teams', 'maintain', {
    summary: 'Propose to link teams',
    description:
      'Where no second person could consent, the teams are linked at once, from the next opening on.',
    body: {
      schema: schemas.LinkTeams,
      example: { teams: ['north', 'north-two'], reason: 'Their files are the same but for one row.' },
    },
    responses: { 201: json('The link and its state.', schemas.LinkedTeams) },
  }),
  dropLink: defineOperation('DELETE /benchmarks/{slug}/linked-teams/{id}', 'maintain', {
    summary: 'Drop a proposed link',
    description: 'For a link that waits for consent.',
    responses: { 204: noContent('The proposal is dropped; no team was linked.') },
  }),
  consentToLink: defineOperation('POST /benchmarks/{slug}/linked-teams/{id}/consent', 'maintain', {
    summary: 'Consent to a link',
    description:
      'By a second maintainer, to the teams of `consent_to`. The teams share feedback from now on, and submissions from the next opening on.',
    body: { schema: schemas.Consent, example: { consent_to: 'north,north-two' } },
    responses: { 200: json('The whole group.', schemas.LinkedTeams) },
    errors: ['second_person_needed', 'proposal_void'],
  }),
  unlinkTeams: defineOperation('POST /benchmarks/{slug}/linked-teams/unlink', 'maintain', {
    summary: 'Unlink teams',
    description: 'For rounds that open later.',
    body: {
      schema: schemas.UnlinkTeams,
      example: { teams: ['north-two'], reason: 'They are two groups now.' },
    },
    ...inPages('the remaining groups', schemas.LinkedTeams),
  }),
  listFlags: defineOperation('GET /benchmarks/{slug}/flags', 'read', {
    summary: 'List flags',
    description: 'For maintainers and auditors: suspicions that a person must judge, unjudged ones first.',
    ...inPages('flags', schemas.Flag),
    errors: ['forbidden'],
  }),
  judgeFlag: defineOperation('POST /flags/{id}/judge', 'maintain', {
    summary: 'Judge a flag',
    description: 'Records a judgement in your own words. Nothing else follows from it.',
    body: {
      schema: schemas.JudgeFlag,
      example: {
        judgement: 'Both teams started from the same public notebook.',
        public_words: 'Looked at: no fault found.',
      },
    },
    responses: { 200: json('The judged flag.', schemas.Flag) },
  }),
};
