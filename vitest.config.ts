import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

/** Two projects: `pure` needs nothing but Node, `database` needs a running PostgreSQL (scripts/test starts one). */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: [
            '{lib,db,adapters,services,worker,app,server,cli,testing,bench,demo,scripts}/**/*.test.{ts,tsx}',
          ],
          exclude: ['**/*.db.test.ts', 'node_modules/**'],
          // Simulations, on machines that may be busy with something else.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['{db,services,worker,cli}/**/*.db.test.ts'],
          globalSetup: ['testing/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a database of its own; two at once use two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
});
