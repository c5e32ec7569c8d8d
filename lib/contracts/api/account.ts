import { z } from 'zod';
import { pagingQuery } from '../paging';
import { defineOperation, json, noContent, pageOf } from './define-operation';
import { schemas } from './schemas';

export const account = {
  getMe: defineOperation('GET /me', 'read', {
    summary: 'Get your account',
    description: 'Your name, address and teams.',
    responses: { 200: json('You and your teams.', schemas.Me) },
  }),
  listNoticePreferences: defineOperation('GET /me/notices', 'read', {
    summary: 'List your mail preferences',
    description: 'Every kind of mail, and whether you get it.',
    query: pagingQuery,
    responses: { 200: json('A page of kinds.', pageOf(schemas.NoticePreference)) },
  }),
  muteNotices: defineOperation('PUT /me/notices', 'maintain', {
    summary: 'Set your mail preferences',
    description: 'Names the kinds that you don’t want; you get all others.',
    query: pagingQuery,
    body: { schema: schemas.MutedNotices, example: { muted: ['round_opened'] } },
    responses: { 200: json('A page of kinds.', pageOf(schemas.NoticePreference)) },
  }),
  listTokens: defineOperation('GET /tokens', 'read', {
    summary: 'List your API tokens',
    description: 'Each by its hint: the site doesn’t keep the tokens themselves.',
    query: pagingQuery,
    responses: { 200: json('A page of tokens.', pageOf(schemas.Token)) },
  }),
  createToken: defineOperation('POST /tokens', 'maintain', {
    summary: 'Create an API token',
    description: 'A token that a token creates has no wider scope, ends no later and is revoked with it.',
    body: { schema: schemas.NewToken, example: { name: 'notebook', days: 30, scope: 'submit' } },
    responses: { 201: json('The token, which only this response shows.', schemas.CreatedToken) },
    errors: ['limit_reached'],
  }),
  revokeToken: defineOperation('DELETE /tokens/{id}', 'maintain', {
    summary: 'Revoke an API token',
    description: 'Revokes the tokens that it created too.',
    responses: { 204: noContent('The token is revoked.') },
  }),
  getOpenApi: defineOperation('GET /openapi.json', null, {
    summary: 'Get this description',
    description: 'The API as OpenAPI 3.1.',
    responses: { 200: json('The document.', z.looseObject({})) },
  }),
};
