import { Section } from '../page/section';
import { ShareRow } from './share-row';

/**
 * A badge and a citation.
 * @param badgePath of the badge without its ending, which is also that of the numbers in it as JSON
 */
export function ShareSection({
  title,
  publicUrl,
  pagePath,
  badgePath,
  citation,
}: {
  /** What the badge says is about. */
  title: string;
  publicUrl: string;
  pagePath: string;
  badgePath: string;
  /** BibTeX; null where there is nothing yet to cite. */
  citation: string | null;
}) {
  const [page, badge] = [pagePath, `${badgePath}.svg`].map((path) => new URL(path, publicUrl).href);
  return (
    <Section id="share" title="Badge and citation" aside="the badge follows the newest official ranking">
      <ShareRow
        // biome-ignore lint/performance/noImgElement: a badge is an SVG of its own size
        shown={<img src={`${badgePath}.svg`} alt={`Badge of ${title}`} className="h-26 max-w-full" />}
        text={`[![${escapeLabel(title)}](${badge})](${page})`}
        button="Copy Markdown"
      />
      <ShareRow
        shown="The same for a page"
        text={`<a href="${page}"><img src="${badge}" alt="${escapeAttribute(title)}"></a>`}
        button="Copy HTML"
      />
      {citation !== null && (
        <ShareRow
          shown="A citation that names the round, so that it can be checked in ten years"
          text={citation}
          button="Copy BibTeX"
        />
      )}
    </Section>
  );
}

/** Of a Markdown link: brackets and backslashes would end it. */
const escapeLabel = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
