import { escapeMarkup } from '@/app/_ui/svg/escape-markup';

/** Requests a second of one address, by who answered them. */
export type Served = {
  readonly name: string;
  readonly kilobytes: number;
  readonly counts: ReadonlyMap<string, number>;
};

const [left, right, top, rowHeight, barHeight] = [190, 700, 78, 76, 15];
const hues: Readonly<Record<string, string>> = { site: 'site', nginx: 'nginx', 'node:http': 'node' };
const style = `svg{--paper:#fafbf9;--ink:#13212b;--ink-2:#42515b;--site:#13678a;--node:#667a85;--nginx:#cfe4ec}
@media (prefers-color-scheme:dark){svg{--paper:#0e171c;--ink:#e6edef;--ink-2:#b2c0c7;--site:#5db4d6;--node:#97a7af;--nginx:#1a3c4b}}
text{font:13px/1.4 "Helvetica Neue",Arial,sans-serif;fill:var(--ink)}.small{font-size:12px;fill:var(--ink-2)}`;

/** Bars of requests a second for each address, the site’s first, then its peers’, with their shares. */
export function drawServed(served: readonly Served[], where: string): string {
  const height = top + served.length * rowHeight + 8;
  const most = Math.max(...served.flatMap(({ counts }) => [...counts.values()]));
  const widthOf = (count: number) => ((right - left) * count) / most;
  const rows = served.map(({ name, kilobytes, counts }, row) => {
    const y = top + row * rowHeight;
    const ofSite = counts.get('site')!;
    const bars = [...counts].map(([who, count], i) => {
      const barTop = y + i * (barHeight + 4);
      const share = who === 'site' ? '' : `; the site ${(ofSite / count).toFixed(2)} of it`;
      return [
        `<rect x="${left}" y="${barTop}" width="${widthOf(count).toFixed(1)}" height="${barHeight}" fill="var(--${hues[who]})"/>`,
        `<text class="small" x="${(left + widthOf(count) + 6).toFixed(1)}" y="${barTop + 12}">${escapeMarkup(`${who} ${roundToHundreds(count)}${share}`)}</text>`,
      ].join('');
    });
    return `<text x="24" y="${y + 12}">${escapeMarkup(name)}</text><text class="small" x="24" y="${y + 30}">${kilobytes.toFixed(1)} kB</text>${bars.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 ${height}" role="img" aria-labelledby="title"><title id="title">Requests a second of what is kept for visitors</title><style>${style}</style>
<rect width="960" height="${height}" fill="var(--paper)"/>
<text x="24" y="34" style="font-size:17px">Requests a second of what is kept for visitors</text>
<text class="small" x="24" y="54">${escapeMarkup(where)}</text>
${rows.join('\n')}
</svg>
`;
}

const roundToHundreds = (count: number): string => (Math.round(count / 100) * 100).toLocaleString('en-US');
