import { z } from 'zod';
import { pagingQuery } from '../paging';
import { defineOperation, inPages, json, noContent, pageOf, texts } from './define-operation';
import { schemas } from './schemas';

const csv = z.enum(['json', 'csv']).optional().catch(undefined);

/** Operations of the API for people who run a benchmark, and for those who follow one. */
export const desk = {
  listParticipants: defineOperation('GET /benchmarks/{slug}/participants', 'read', {
    summary: 'List participants',
    description:
      'For maintainers and auditors: each team in each round, with submissions by state, refusals by code, used slots and the official score. `format=csv` gives the whole table as CSV.',
    query: pagingQuery.extend({ format: csv }),
    responses: {
      200: {
        description: 'A page of participants, or all of them as CSV.',
        content: { 'application/json': pageOf(schemas.Participant), ...texts('text/csv') },
      },
    },
    errors: ['forbidden'],
  }),
  listSubmissionsOfBenchmark: defineOperation('GET /benchmarks/{slug}/submissions', 'read', {
    summary: 'List the submissions to a benchmark',
    description:
      'For maintainers and auditors, the newest first. While a round is open, hash, feedback, code and disclosure of its submissions are their teams’ alone. `format=csv` gives a page as CSV.',
    query: pagingQuery.extend({ format: csv }),
    responses: {
      200: {
        description: 'A page of submissions.',
        content: { 'application/json': pageOf(schemas.Submission), ...texts('text/csv') },
      },
    },
    errors: ['forbidden'],
  }),
  createAnnouncement: defineOperation('POST /benchmarks/{slug}/announcements', 'maintain', {
    summary: 'Announce',
    description:
      'Publishes a title and a text in changelog and feeds, and mails it to maintainers, to participants and, if asked, to followers. One a day (UTC).',
    body: {
      schema: schemas.NewAnnouncement,
      example: { title: 'The header of your file', text: 'It is id,p_no,p_yes.', to: 'followers' },
    },
    responses: { 201: json('The announcement.', schemas.Announcement) },
    errors: ['announced_today'],
  }),
  listAnnouncements: defineOperation('GET /benchmarks/{slug}/announcements', null, {
    summary: 'List announcements',
    description: 'The newest first.',
    ...inPages('announcements', schemas.Announcement),
  }),
  followBenchmark: defineOperation('PUT /benchmarks/{slug}/follow', 'submit', {
    summary: 'Follow a benchmark',
    description: 'Its announcements are mailed to you.',
    responses: { 204: noContent('You follow the benchmark.') },
  }),
  unfollowBenchmark: defineOperation('DELETE /benchmarks/{slug}/follow', 'submit', {
    summary: 'No longer follow a benchmark',
    description: 'Participants still get its announcements, unless they have switched them off.',
    responses: { 204: noContent('You don’t follow the benchmark.') },
  }),
};
