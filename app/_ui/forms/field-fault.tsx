import { CheckGlyph } from '../glyphs/check-glyph';

/** What is wrong with one field, in words and with the sign of a block. */
export function FieldFault({ id, fault }: { id: string; fault: string | null | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} className="ff-fault" data-testid="field-fault">
      <CheckGlyph result="block" />
      {fault.charAt(0).toUpperCase() + fault.slice(1)}
    </p>
  );
}
