import { z } from 'zod';
import { erratumNumber } from '../erratum';
import { defineOperation, json, number, ofRound, slug } from './define-operation';
import { schemas } from './schemas';

/** 0, which no erratum has, for a text that can't be a number of one. */
const erratum = z
  .string()
  .transform(erratumNumber)
  .meta({ type: 'integer', minimum: 1, description: 'The erratum’s number in its round.' });
const ofErratum = (rest = '') => ({
  ...ofRound(`/errata/{erratum}${rest}`),
  params: z.object({ slug, number, erratum }),
});

export const errata = {
  listErrata: defineOperation({
    ...ofRound('/errata'),
    method: 'GET',
    scope: null,
    summary: 'List the published errata of a round',
    description:
      'All signed errata, the oldest first, with both scores. `announced` is an erratum with consent that is not published yet: what it would change, why, and until when anybody may object.',
    responses: { 200: json('The errata.', schemas.PublicErrata) },
  }),
  proposeErratum: defineOperation({
    ...ofRound('/errata'),
    method: 'POST',
    scope: 'maintain',
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
  getErratum: defineOperation({
    ...ofErratum(),
    method: 'GET',
    scope: 'read',
    summary: 'Get an erratum before it is public',
    description: 'For maintainers and auditors, with the changes that publishing it would make.',
    responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
    errors: ['forbidden'],
  }),
  consentToErratum: defineOperation({
    ...ofErratum('/consent'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Consent to an erratum',
    description:
      'By a second person, to the comparison of `compared_at`. The erratum becomes public and anybody may object; it can be published from `objections_until` on.',
    body: { schema: schemas.ConsentToErratum, example: { compared_at: '2030-06-01T09:00:00.000Z' } },
    responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
    errors: ['not_published_yet', 'second_person_needed', 'proposal_void'],
  }),
  publishErratum: defineOperation({
    ...ofErratum('/publish'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Publish an erratum',
    description:
      'Signs and publishes it once the time for objections is over. The state is still `compared` where the changes are not those that were shown, or where the scorer has not finished.',
    responses: { 200: json('The erratum.', schemas.MaintainedErratum) },
    errors: ['not_published_yet', 'second_person_needed', 'objections_open'],
  }),
  dropErratum: defineOperation({
    ...ofErratum('/drop'),
    method: 'POST',
    scope: 'maintain',
    summary: 'Drop an erratum',
    description: 'Gives up an erratum that is not published.',
    responses: { 200: json('The dropped erratum.', schemas.MaintainedErratum) },
  }),
};
