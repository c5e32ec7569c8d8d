import type { ReactNode } from 'react';
import { type DisclosureLink, openParts, type PublicDisclosure } from '@/lib/core/model/disclosure';
import { Marked } from '../glyphs/marked';
import { OpennessGlyph } from '../glyphs/openness-glyph';
import { Description, Descriptions } from '../words/descriptions';
import { describeLevel, partTitles } from './describe-openness';

/** What a team says about a model version, with what it doesn't say. */
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

/** The host says where it leads. The site vouches for none of them. */
const linkOf = ({ kind, url }: DisclosureLink, i: number): ReactNode => (
  <span key={`${i} ${url}`} className="block">
    {kind}:{' '}
    <a href={url} rel="nofollow noopener">
      {new URL(url).host}
    </a>
  </span>
);
