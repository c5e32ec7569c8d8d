'use client';

import { CallEntry } from './call-entry';
import type { Call, NamedSchema } from './list-calls';
import { SchemaEntry } from './schema-entry';

/**
 * Calls, or what they take and answer, each folded. A component of the browser's, because Next sends the elements of any other twice,
 * as HTML and as data: of so many calls that is most of a page. Looks are said once for all that stands in the folds.
 */
export function ApiFolds({
  calls = [],
  schemas = [],
}: {
  calls?: readonly Call[];
  schemas?: readonly NamedSchema[];
}) {
  return (
    <div className={looks}>
      {calls.map((call) => (
        <CallEntry key={call.id} call={call} />
      ))}
      {schemas.map((schema) => (
        <SchemaEntry key={schema.name} schema={schema} />
      ))}
    </div>
  );
}

const looks =
  '[&_details]:border-t [&_details]:border-rule [&_details]:py-s2 [&_details:last-child]:border-b [&_summary]:cursor-pointer [&_summary]:text-small [&_summary]:text-ink-2 [&_summary]:wrap-anywhere [&_summary_code]:text-ink [&_details>div]:grid [&_details>div]:scroll-mt-s8 [&_details>div]:gap-s3 [&_details>div]:pt-s3 [&_details>div]:pb-s2 [&_details>div]:text-small [&_details>div]:text-ink-2 [&_b]:font-semibold [&_p_b]:text-ink [&_th]:w-[26%] [&_th]:border-t [&_th]:border-rule [&_th]:py-4 [&_th]:pr-s3 [&_th]:align-baseline [&_th]:as-code [&_th]:font-normal [&_th]:text-ink [&_th]:wrap-anywhere max-phone:[&_th]:w-[42%] [&_td]:border-t [&_td]:border-rule [&_td]:py-4 [&_td]:align-baseline [&_td]:wrap-anywhere [&_a]:wrap-anywhere [&_pre]:min-w-0 [&_pre]:border [&_pre]:border-rule [&_pre]:bg-well [&_pre]:px-12 [&_pre]:py-8 [&_pre]:whitespace-pre-wrap [&_pre]:[font-variant-ligatures:none] [&_pre]:wrap-anywhere [&_p]:flex-wrap';
