import { Fragment } from 'react';
import type { Citation } from '@/lib/contracts/exports/compose-citation';
import { Fold, Section } from '../page/section';
import { escapeMarkup } from '../svg/svg-parts';
import { ScrollBox } from '../table/data-table';
import { ShareRow } from './share-row';

export type SharedFile = { readonly title: string; readonly href: string };

/**
 * Texts for other sites: a badge, a frame with the first rows, a citation.
 * @param badgePath path of the badge without `.svg` or `.json`
 * @param embedPath path of the page for frames, if there is one
 */
export function ShareSection({
  title,
  publicUrl,
  pagePath,
  badgePath,
  embedPath,
  citation,
  files = [],
}: {
  /** Subject of the badge, for its alternative text. */
  title: string;
  publicUrl: string;
  pagePath: string;
  badgePath: string;
  embedPath?: string;
  /** The citation; null while there is nothing to cite. */
  citation: Citation | null;
  files?: readonly SharedFile[];
}) {
  const absolute = (path: string) => new URL(path, publicUrl).href;
  const page = absolute(pagePath);
  const badge = absolute(`${badgePath}.svg`);
  return (
    <Section id="share" title="Share" aside="badge and rows follow the newest official ranking">
      <ShareRow
        shown={
          // The badge has its natural size, so that it stays readable on a phone.
          <ScrollBox label="Badge">
            {/* biome-ignore lint/performance/noImgElement: a badge is an SVG of its own size */}
            <img src={`${badgePath}.svg`} alt={`Badge of ${title}`} className="block max-w-none" />
          </ScrollBox>
        }
        text={`[![${escapeLabel(title)}](${badge})](${page})`}
        button="Copy Markdown"
        isPicture
      />
      {embedPath && (
        <p className="pb-s3 text-small">
          <a href={`${pagePath}/badges`}>All states, and the badge for dark pages</a>
        </p>
      )}
      {embedPath && (
        <ShareRow
          shown={
            <>
              The first rows in a frame: no script, no cookie. <a href={embedPath}>See it</a>
            </>
          }
          text={writeFrame(absolute(embedPath), title)}
          button="Copy frame"
        />
      )}
      {citation && (
        <ShareRow
          shown="A citation that names the round, so that it can be checked in ten years"
          text={citation.bibtex}
          button="Copy BibTeX"
        />
      )}
      {files.length > 0 && <SharedFiles files={files} />}
      <OtherWays title={title} page={page} badge={badge} cff={citation?.cff ?? null} />
    </Section>
  );
}

function SharedFiles({ files }: { files: readonly SharedFile[] }) {
  return (
    <p className="border-t border-rule py-s3 text-small text-ink-2">
      As files, each score with its interval, round and freshness:{' '}
      {files.map(({ title, href }, i) => (
        <Fragment key={href}>
          {i > 0 && ', '}
          <a href={href}>{title}</a>
        </Fragment>
      ))}
      .
    </p>
  );
}

type OtherWaysProps = {
  title: string;
  page: string;
  badge: string;
  cff: string | null;
};

function OtherWays({ title, page, badge, cff }: OtherWaysProps) {
  return (
    <Fold title="As HTML, reStructuredText and CITATION.cff">
      <ShareRow
        shown="The badge for a page"
        text={`<a href="${page}"><img src="${badge}" alt="${escapeMarkup(title)}"></a>`}
        button="Copy HTML"
      />
      <ShareRow
        shown="The badge for Sphinx"
        text={`.. image:: ${badge}\n   :target: ${page}\n   :alt: ${title}`}
        button="Copy reStructuredText"
      />
      {cff !== null && (
        <ShareRow shown="The citation for a repository" text={cff} button="Copy CITATION.cff" />
      )}
    </Fold>
  );
}

/**
 * HTML that embeds the first six rows; the height fits them. A `sandbox` attribute isn't needed, since the
 * Content-Security-Policy of the embedded page has that restriction.
 */
const writeFrame = (url: string, title: string): string =>
  `<iframe src="${url}" title="${escapeMarkup(title)}, first rows" width="100%" height="400" loading="lazy" style="border:0"></iframe>`;

/** Escapes brackets and backslashes, which would otherwise end the label of a Markdown link. */
const escapeLabel = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');
