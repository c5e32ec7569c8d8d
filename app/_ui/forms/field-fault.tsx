import { CheckGlyph } from '../glyphs/check-glyph';

/** What is wrong with one field, in words and with the sign of a block. */
export function FieldFault({ id, fault }: { id: string; fault: string | null | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} className="mt-5 flex items-baseline gap-7 text-small text-over" data-testid="field-fault">
      <CheckGlyph result="block" className="mt-3 size-12 self-start" />
      {fault.charAt(0).toUpperCase() + fault.slice(1)}
    </p>
  );
}
