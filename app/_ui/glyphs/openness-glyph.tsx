import { type Openness, type OpennessLevel, openParts } from '@/lib/core/model/disclosure';

type Shape = { readonly fill: string; readonly line: string };

const square = 'm-4.3-4.3h8.6v8.6h-8.6z';

/** Openness is square: a full one is open, a half one is had on request, a struck one is closed. A dash is undisclosed. Paths from the middle. */
const shapes: Readonly<Record<OpennessLevel | 'undisclosed', Shape>> = {
  open: { fill: 'm-5-5h10v10h-10z', line: '' },
  'on-request': { fill: 'm-4.3-4.3h4.3v8.6h-4.3z', line: square },
  closed: { fill: '', line: `${square}m0 8.6 8.6-8.6` },
  undisclosed: { fill: '', line: 'm-3.5 0h7' },
};

/** The openness of one part of a model. */
export const OpennessGlyph = ({ level }: { level: OpennessLevel | null }) => (
  <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
    <Squares levels={[level]} />
  </svg>
);

/** The openness of a model's code, weights and training data, side by side. */
export const OpennessGlyphs = ({ openness }: { openness: Openness }) => (
  <svg viewBox="-7 -7 48 14" width="31" height="9" aria-hidden="true">
    <Squares levels={openParts.map((split) => openness[split])} />
  </svg>
);

function Squares({ levels }: { levels: readonly (OpennessLevel | null)[] }) {
  const draw = (how: keyof Shape) =>
    levels
      .map((level) => shapes[level ?? 'undisclosed'][how])
      .map((path, i) => path && `M${17 * i} 0${path}`)
      .join('');
  const [fill, line] = [draw('fill'), draw('line')];
  return (
    <>
      {fill && <path d={fill} fill="currentColor" />}
      {line && <path d={line} fill="none" stroke="currentColor" strokeWidth="1.5" />}
    </>
  );
}
