/**
 * What a form is about, for an action that isn't bound to it: a refused form with bound arguments never gets its answer
 * where JavaScript is off (vercel/next.js issue 57867).
 */
export function HiddenFields({ values }: { values: Readonly<Record<string, string | number>> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
