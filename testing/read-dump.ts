import { buffer } from 'node:stream/consumers';
import type { TestSite } from './make-test-site';

/** Everything that an attacker who is database superuser and can read the object store finds: every row and every object. */
export async function readDump({ superuser, web }: TestSite): Promise<Named[]> {
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
  for await (const { key } of web.objects.list('')) {
    const bytes = await buffer((await web.objects.open(key)).stream);
    dump.push({ name: key.slice(key.lastIndexOf('/') + 1), bytes });
  }
  return dump;
}

/** Bytes with a name: data that are searched, or a secret to search for. */
export type Named = { name: string; bytes: Uint8Array };

/**
 * Finds occurrences of a secret in an attacker's data: verbatim, in hexadecimal in either case, or in base64 at any of the
 * three alignments.
 * @returns one line for each occurrence; empty if there is none
 */
export function findTraces(haystacks: readonly Named[], secrets: readonly Named[]): string[] {
  const needles = secrets.flatMap(({ name, bytes }) => encodingsOf(name, Buffer.from(bytes)));
  return haystacks.flatMap((haystack) => {
    const bytes = Buffer.from(haystack.bytes.buffer, haystack.bytes.byteOffset, haystack.bytes.byteLength);
    return needles
      .filter((needle) => bytes.includes(needle.bytes))
      .map((needle) => `${needle.name} in ${haystack.name}`);
  });
}

function encodingsOf(name: string, bytes: Buffer): { name: string; bytes: Buffer }[] {
  if (bytes.length < 6) throw new RangeError(`${name} is too short to be distinguished from chance`);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    // In base64, the first and last characters of a secret depend on the neighbouring bytes; only the characters between are
    // the same everywhere.
    const whole = padded
      .toString('base64')
      .slice(Math.ceil((shift * 4) / 3), Math.floor((padded.length * 4) / 3));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    { name: `${name}, raw,`, bytes },
    ...[hex, hex.toUpperCase()].map((text) => ({ name: `${name}, hex,`, bytes: Buffer.from(text) })),
    ...[...new Set(base64)].map((text) => ({ name: `${name}, base64,`, bytes: Buffer.from(text) })),
  ];
}
