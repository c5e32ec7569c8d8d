import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'cli', 'demo', 'research', 'e2e'];

/** Tests with more work under stress, which import `testing/stress.ts`, by the step that runs them. */
export function findStressFiles(root: string): { pure: string[]; database: string[]; journeys: string[] } {
  const files = rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    )
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes("from '@/testing/stress'"))
    .sort();
  const isJourney = (path: string) => path.endsWith('.spec.ts');
  const isDatabase = (path: string) => path.endsWith('.db.test.ts');
  return {
    pure: files.filter((path) => !isJourney(path) && !isDatabase(path)),
    database: files.filter(isDatabase),
    journeys: files.filter(isJourney),
  };
}
