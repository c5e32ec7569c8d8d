import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Named } from './find-traces';
import type { TestSite } from './make-test-site';

/** All data of a database superuser with access to the object store: every row, every object. */
export async function readDump({ superuser, objectStoreDir }: TestSite): Promise<Named[]> {
  const tables = await superuser<{ schema: string; name: string }[]>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
  const dump: Named[] = [];
  for (const { schema, name } of tables) {
    const rows = await superuser`select * from ${superuser(schema)}.${superuser(name)}`;
    for (const [i, row] of rows.entries()) {
      dump.push({ name: `${schema}.${name}[${i}]`, bytes: Buffer.from(JSON.stringify(row)) });
      for (const [column, value] of Object.entries(row))
        if (value instanceof Uint8Array)
          dump.push({ name: `${schema}.${name}[${i}].${column}`, bytes: value });
    }
  }
  for (const entry of await readdir(objectStoreDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      dump.push({ name: entry.name, bytes: await readFile(join(entry.parentPath, entry.name)) });
  return dump;
}
