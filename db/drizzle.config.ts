import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./db/schema/*.ts', './db/hidden/schema.ts'],
  out: './db/migrations',
  schemaFilter: ['public', 'hidden'],
});
