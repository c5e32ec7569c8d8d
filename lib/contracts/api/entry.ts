import { defineOperation, inPages, json, noContent } from './define-operation';
import { schemas } from './schemas';

export const entry = {
  acceptRules: defineOperation('POST /benchmarks/{slug}/rules/accept', 'submit', {
    summary: 'Accept the rules',
    description:
      'Each person accepts the version in force before their first submission, and again after each change. `rules_version` in the metadata of a submission does the same.',
    body: { schema: schemas.AcceptedRules, example: { version: 2 } },
    responses: { 200: json('The acceptance.', schemas.RulesAcceptance) },
    errors: ['rules_not_accepted'],
  }),
  enterByCode: defineOperation('POST /entries', 'submit', {
    summary: 'Enter a benchmark by its class code',
    description: 'After 20 wrong codes within an hour, no code of the caller is accepted for the rest of it.',
    body: { schema: schemas.NewEntry, example: { code: '7k2m9-q4xwd' } },
    responses: { 200: json('The entered benchmark.', schemas.Entered) },
  }),
  applyToEnter: defineOperation('POST /benchmarks/{slug}/entrants', 'submit', {
    summary: 'Apply to enter a benchmark',
    description:
      'Where `entry` is `approval`: an answer to each of `entry_questions`. A maintainer decides, and the applicant gets a mail.',
    body: { schema: schemas.NewApplication, example: { answers: ['For a course on forecasting.'] } },
    responses: { 204: noContent('The application waits for a maintainer.') },
    errors: ['entry_needed'],
  }),
  setEntryList: defineOperation('PUT /benchmarks/{slug}/entry-list', 'maintain', {
    summary: 'Replace the list of people who may enter',
    description:
      'For maintainers. Addresses, and domains as `@example.org`, one a line or as CSV; at most 5,000. They count for verified addresses alone, and while `entry` is `list`. People who have entered stay.',
    body: { schema: schemas.EntryList, example: { list: 'ada@example.org\n@students.example.org' } },
    responses: { 200: json('The number of addresses and domains.', schemas.EntryListCount) },
  }),
  makeClassCode: defineOperation('POST /benchmarks/{slug}/class-code', 'maintain', {
    summary: 'Make a class code',
    description:
      'For maintainers. It replaces the earlier code, works while `entry` is `list`, and is in this response alone: only its hash is stored.',
    responses: { 200: json('The code.', schemas.ClassCode) },
  }),
  removeClassCode: defineOperation('DELETE /benchmarks/{slug}/class-code', 'maintain', {
    summary: 'Remove the class code',
    description: 'For maintainers. People who have entered by it stay.',
    responses: { 204: noContent('No code works any more.') },
  }),
  listEntrants: defineOperation('GET /benchmarks/{slug}/entrants', 'read', {
    summary: 'List the people who have entered or applied',
    description: 'For maintainers: applications first.',
    ...inPages('people', schemas.Entrant),
    errors: ['forbidden'],
  }),
  decideEntry: defineOperation('PATCH /benchmarks/{slug}/entrants/{id}', 'maintain', {
    summary: 'Approve, refuse or remove a person',
    description: 'For maintainers. Refusals and removals have a reason, which the person gets by mail.',
    body: { schema: schemas.EntryDecision, example: { state: 'entered' } },
    responses: { 204: noContent('The decision holds from now on.') },
  }),
};
