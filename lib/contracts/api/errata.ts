import { defineOperation, json } from './define-operation';
import { schemas } from './schemas';

export const errata = {
  listErrata: defineOperation('GET /benchmarks/{slug}/rounds/{number}/errata', null, {
    summary: 'List the published errata of a round',
    description:
      'All signed errata, the oldest first, with both scores. `announced` is an erratum with consent that is not published yet, with its changes, its reason and the end of the time for objections.',
    responses: { 200: json('The errata.', schemas.PublicErrata) },
  }),
  proposeErratum: defineOperation('POST /benchmarks/{slug}/rounds/{number}/errata', 'maintain', {
    summary: 'Propose to correct labels',
    description: 'For a revealed round. The scorer scores every submission again; nothing is public yet.',
    body: {
      schema: schemas.NewErratum,
      example: {
        corrections: [{ id: 'a17', to: 'yes' }],
        reason: 'The station’s clock was an hour late.',
      },
    },
    responses: { 201: json('The proposed erratum.', schemas.MaintainedErratum) },
    errors: ['not_revealed', 'erratum_unfinished'],
  }),
  getErratum: defineOperation('GET /benchmarks/{slug}/rounds/{number}/errata/{erratum}', 'read', {
    summary: 'Get an erratum before it is public',
    description: 'For maintainers and auditors, with the changes that publishing it would make.',
    responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
    errors: ['forbidden'],
  }),
  consentToErratum: defineOperation(
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent',
    'maintain',
    {
      summary: 'Consent to an erratum',
      description:
        'By a second person, to the comparison of `compared_at`. The erratum becomes public, and every reader may object; it can be published from `objections_until` on.',
      body: { schema: schemas.ConsentToErratum, example: { compared_at: '2030-06-01T09:00:00.000Z' } },
      responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
      errors: ['not_published_yet', 'second_person_needed', 'proposal_void'],
    },
  ),
  publishErratum: defineOperation(
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/publish',
    'maintain',
    {
      summary: 'Publish an erratum',
      description:
        'Signs and publishes it once the time for objections is over. The state is still `compared` where the changes are not those that were shown, or where the scorer has not finished.',
      responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
      errors: ['not_published_yet', 'second_person_needed', 'objections_open'],
    },
  ),
  dropErratum: defineOperation('POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/drop', 'maintain', {
    summary: 'Drop an erratum',
    description: 'Gives up an erratum that is not published.',
    responses: { 200: json('The dropped erratum.', schemas.MaintainedErratum) },
  }),
};
