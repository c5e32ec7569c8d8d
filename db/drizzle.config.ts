import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    'people',
    'benchmarks',
    'api-tokens',
    'entry',
    'rounds',
    'submissions',
    'models',
    'publication',
    'round-history',
    'audit',
    'notices',
    'team-links',
    'freshness',
    'flags',
    'listings',
    'site-state',
    'moderation',
    'trainings',
    'runs',
  ]
    .map((name) => `./db/schema/${name}.ts`)
    .concat('./db/hidden/schema.ts'),
  out: './db/migrations',
  schemaFilter: ['public', 'hidden'],
});
