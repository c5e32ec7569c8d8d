import { readdir, readFile } from 'node:fs/promises';
import type postgres from 'postgres';
import { composeActsView } from './compose-acts-view';
import { composeJobsView } from './compose-jobs-view';
import { composeObjectionPeriod } from './compose-objection-period';

const functionsFolder = new URL('./functions/', import.meta.url);

/** The functions and triggers in force, each file of db/functions/, put in the place of those that are there. */
export function createFunctions(owner: postgres.Sql, objectionHours = 72): Promise<void> {
  return runTogether(owner, functionsFolder, {
    first: composeActsView(),
    last: composeObjectionPeriod(objectionHours),
  });
}

/** What both processes ask for work through, over the table of jobs. It runs with the rights of the scorer, whose the queue is. */
export function createQueueFunctions(scorer: postgres.Sql): Promise<void> {
  return runTogether(scorer, new URL('queue/', functionsFolder), { first: composeJobsView() });
}

/** All or none: no statement sees some new and some old. */
async function runTogether(
  sql: postgres.Sql,
  folder: URL,
  { first = '', last = '' }: { first?: string; last?: string },
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  await sql.begin((tx) => tx.unsafe([first, ...files, last].join('\n')));
}
