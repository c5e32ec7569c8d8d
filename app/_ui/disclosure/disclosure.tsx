import type { ReactNode } from 'react';
import {
  type DisclosureLink,
  type Openness,
  type OpennessLevel,
  type OpenPart,
  openParts,
  type PublicDisclosure,
  partNames,
} from '@/lib/core/model/disclosure';
import { Marked } from '../glyphs/glyphs';
import { Description, Descriptions } from '../words/descriptions';

/** A team's disclosure about a model version (code, weights, training data); a missing answer is shown as undisclosed. */
export function DisclosureFacts({ answers }: { answers: PublicDisclosure }) {
  const { training_cutoff, external_data, parameters, licence, links, openness } = answers;
  return (
    <Descriptions>
      <Description term="Training cut-off">{training_cutoff ?? <Undisclosed />}</Description>
      <Description term="External data">{external_data ?? <Undisclosed />}</Description>
      <Description term="Parameters">{parameters?.toLocaleString('en') ?? <Undisclosed />}</Description>
      <Description term="Licence">{licence ?? <Undisclosed />}</Description>
      {openParts.map((part) => (
        <Description key={part} term={partTitles[part]}>
          <Marked tone={openness[part] ? '' : 'text-ink-3'} glyphSize="cell">
            <OpennessGlyph level={openness[part]} />
            {describeLevel(openness[part])}
          </Marked>
        </Description>
      ))}
      <Description term="Links">{links.length === 0 ? <Undisclosed /> : links.map(linkOf)}</Description>
    </Descriptions>
  );
}

const Undisclosed = (): ReactNode => <span className="text-ink-3">undisclosed</span>;

/** A link with its host name, since the site hasn't checked where the link leads. */
const linkOf = ({ kind, url }: DisclosureLink, i: number): ReactNode => (
  <span key={`${i} ${url}`} className="block">
    {kind}:{' '}
    <a href={url} rel="nofollow noopener">
      {new URL(url).host}
    </a>
  </span>
);

/** Three squares, for code, weights and training data, that show which of them are open. */
export function OpennessMark({ openness }: { openness: Openness }) {
  const all = describeOpenness(openness);
  return (
    <span className="openness-mark" role="img" title={all}>
      <OpennessGlyphs openness={openness} />
      {summarizeOpenness(openness)}
    </span>
  );
}

export const partTitles: Readonly<Record<OpenPart, string>> = {
  code: 'Code',
  weights: 'Weights',
  training_data: 'Training data',
};

export const describeLevel = (level: OpennessLevel | null): string =>
  level === 'on-request' ? 'on request' : (level ?? 'undisclosed');

/** For example `code open, weights on request, training data undisclosed`. */
export const describeOpenness = (openness: Openness): string =>
  openParts.map((part) => `${partTitles[part].toLowerCase()} ${describeLevel(openness[part])}`).join(', ');

/** Names the open parts, briefly enough for a table row; if no part is open, the most open level. */
export function summarizeOpenness(openness: Openness): string {
  const levels = openParts.map((part) => openness[part]);
  const open = openParts.filter((part) => openness[part] === 'open');
  if (open.length === openParts.length) return 'all open';
  if (open.length > 0) return open.map((part) => partNames[part]).join(', ');
  if (levels.includes('on-request')) return 'on request';
  return levels.includes('closed') ? 'nothing open' : 'undisclosed';
}

type Shape = { readonly fill: string; readonly line: string };

const square = 'm-4.3-4.3h8.6v8.6h-8.6z';

/**
 * Shapes of the squares: full for open, half for on request, struck through for closed, a dash for undisclosed. The paths begin
 * at the square's centre.
 */
const shapes: Readonly<Record<OpennessLevel | 'undisclosed', Shape>> = {
  open: { fill: 'm-5-5h10v10h-10z', line: '' },
  'on-request': { fill: 'm-4.3-4.3h4.3v8.6h-4.3z', line: square },
  closed: { fill: '', line: `${square}m0 8.6 8.6-8.6` },
  undisclosed: { fill: '', line: 'm-3.5 0h7' },
};

export const OpennessGlyph = ({ level }: { level: OpennessLevel | null }) => (
  <svg className="glyph" viewBox="-7 -7 14 14" aria-hidden="true">
    <Squares levels={[level]} />
  </svg>
);

export const OpennessGlyphs = ({ openness }: { openness: Openness }) => (
  <svg viewBox="-7 -7 48 14" width="31" height="9" aria-hidden="true">
    <Squares levels={openParts.map((part) => openness[part])} />
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
