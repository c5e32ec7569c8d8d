import { z } from 'zod';
import { newMarkSchema } from '../mark';
import { pagingQuery } from '../paging';
import { defineOperation, json, noContent, pageOf, texts } from './define-operation';
import { schemas } from './schemas';

const yaml = { 200: { description: 'One result for each round.', content: texts('application/yaml') } };

export const models = {
  getModel: defineOperation('GET /benchmarks/{slug}/models/{model}', null, {
    summary: 'Get a model',
    description: 'The model in every published ranking, with the disclosures of its team for each version.',
    responses: { 200: json('The model.', schemas.Model) },
  }),
  getModelIndex: defineOperation('GET /benchmarks/{slug}/models/{model}/model-index', null, {
    summary: 'Export a model’s scores for a model card',
    description: 'The official scores as the `model-index` of a model card.',
    responses: yaml,
  }),
  getEvalResults: defineOperation('GET /benchmarks/{slug}/models/{model}/eval-results', null, {
    summary: 'Export a model’s scores for `.eval_results`',
    description: 'The official scores, where the benchmark links to a data set of the Hugging Face Hub.',
    responses: yaml,
  }),
  getModelSignature: defineOperation('GET /benchmarks/{slug}/model-signature', null, {
    summary: 'Get the model signature',
    description: 'The inputs and outputs that ONNX models need here; `npm run check-model` reads it.',
    responses: { 200: json('The signature.', schemas.ModelSignature) },
  }),
  getModelSample: defineOperation('GET /benchmarks/{slug}/model-sample', null, {
    summary: 'Download the public sample for models',
    description: 'The public items on which the site tries a model first.',
    responses: {
      200: {
        description: 'CSV with a column for each feature; JSON Lines where items are tensors.',
        content: texts('text/csv', 'application/jsonl'),
      },
    },
  }),
  listVersions: defineOperation('GET /benchmarks/{slug}/versions', 'read', {
    summary: 'List the model versions of your team',
    description: 'The versions that are run on every round, the newest first.',
    query: pagingQuery.extend({
      team: z.string().optional().describe('The team’s slug; needed by members of several teams.'),
    }),
    responses: { 200: json('A page of versions.', pageOf(schemas.ModelVersion)) },
    errors: ['forbidden'],
  }),
  retireVersion: defineOperation('POST /versions/{id}/retire', 'submit', {
    summary: 'Retire a model version',
    description: 'Later rounds don’t run it any more; its scores stay.',
    responses: { 200: json('The retired version.', schemas.ModelVersion) },
  }),
  listMarks: defineOperation('GET /benchmarks/{slug}/marks', null, {
    summary: 'List the anchor models',
    description:
      'Model versions that count as frozen before a round opened, by proof or by a maintainer’s word; rounds are compared by them.',
    query: pagingQuery,
    responses: { 200: json('A page of anchor models.', pageOf(schemas.Mark)) },
  }),
  createMark: defineOperation('POST /benchmarks/{slug}/marks', 'maintain', {
    summary: 'Vouch for a model version',
    description: 'For a version that an official ranking shows. The reason is public.',
    body: {
      schema: schemas.NewMark,
      example: {
        model: 'logistic-regression',
        version: '2030-01',
        reason: 'We trained it in January and have kept it since.',
      },
    },
    responses: { 201: json('The new anchor model.', schemas.Mark) },
  }),
  dropMark: defineOperation('DELETE /benchmarks/{slug}/marks', 'maintain', {
    summary: 'Stop vouching for a model version',
    description: 'Rounds that have opened keep the anchor model.',
    query: z.object({
      model: newMarkSchema.shape.model.describe('The model’s slug.'),
      version: newMarkSchema.shape.version,
    }),
    responses: { 204: noContent('The anchor model is dropped.') },
    errors: ['invalid_request'],
  }),
};
