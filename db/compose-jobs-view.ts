import { z } from 'zod';
import { type JobAsker, jobs } from '@/lib/contracts/jobs';

const roles: Record<JobAsker, string> = { web: 'tidemark_web', scorer: 'tidemark_scorer' };

/**
 * The table of jobs as a view for the queue's functions (db/functions/queue/). Each field of a payload has a form: `uuid`,
 * `instant`, or its possible words, separated by `|`; with a `?` after it, it may be null or missing.
 */
export function composeJobsView(): string {
  const rows = Object.entries(jobs).map(([name, { payload, key, priority, askedBy, ...row }]) => {
    const [word, ...fields] = key;
    const forms = Object.entries(payload.shape).map(([field, schema]) => [field, formOf(schema)]);
    const columns = [
      quote(name),
      String(priority),
      arrayOf(askedBy.map((asker) => roles[asker])),
      quote(word),
      arrayOf(fields),
      `${quote(JSON.stringify(Object.fromEntries(forms)))}::jsonb`,
      String('isByRoundsRules' in row),
      String('writesFiles' in row),
      String('isOneAPerson' in row),
      quote(row.queue),
    ];
    return `  (${columns.join(', ')})`;
  });
  return `create or replace view queue.jobs as\nselect * from (values\n${rows.join(',\n')}\n) as job (name, priority, asked_by, key_word, key_fields, payload, is_by_rounds_rules, writes_files, is_one_a_person, queue);\n`;
}

/** @throws for a schema that the database's check of a payload knows no form for */
function formOf(schema: z.ZodType): string {
  const { anyOf, ...own } = z.toJSONSchema(schema, { io: 'input' });
  const [some] = anyOf?.filter((one) => one.type !== 'null') ?? [own];
  const isOptional = anyOf !== undefined || schema.safeParse(undefined).success;
  const form = some?.enum?.join('|') ?? { uuid: 'uuid', 'date-time': 'instant' }[some?.format ?? ''];
  if (form === undefined) throw new Error(`no form for ${JSON.stringify(own)}`);
  return `${form}${isOptional ? '?' : ''}`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const arrayOf = (texts: readonly string[]): string => `array[${texts.map(quote).join(', ')}]`;
