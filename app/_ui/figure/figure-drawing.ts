import type { Evidence } from '@/lib/core/benchmark';
import { escapeMarkup, evidenceMarks } from '../svg/svg-parts';

/**
 * A shape of a figure, in pixels. Pages render shapes as React elements (`FigurePlot`), downloads as SVG text
 * (`writeFigureSvg`).
 */
export type FigureShape =
  | { readonly kind: 'path'; readonly look: PathLook; readonly d: string }
  | {
      readonly kind: 'text';
      readonly look: TextLook;
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      /** Rotation in degrees around (x, y). */
      readonly turn: number;
      readonly text: string;
    }
  | {
      readonly kind: 'mark';
      readonly evidence: Evidence;
      readonly x: number;
      readonly y: number;
      /** Text shown on hover: the model and its scores. */
      readonly title: string;
    };

/** Looks of lines: `older-…` is grey, `newer-…` has the colour of the sea. */
export type PathLook =
  | 'grid'
  | 'identity'
  | 'band'
  | 'line'
  | 'older-interval'
  | 'newer-interval'
  | 'leader'
  | 'model'
  | 'other-model'
  | 'zero'
  | 'interval'
  | 'dot'
  | 'open-dot'
  | 'mean'
  | 'diamond';

export type TextLook = 'tick' | 'older' | 'newer' | 'identity' | 'line' | 'name';

export type FigureDrawing = {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly FigureShape[];
};

/** Margin around the figure and height of its title, in pixels. */
const [margin, headHeight] = [12, 24];

/** Styles of the file: colours of the light theme, or of the dark one if the reader's system prefers it. */
const style = `svg{font:11.5px "Archivo Variable","Helvetica Neue",Arial,sans-serif;--paper:#fafbf9;--ink:#13212b;--ink-2:#42515b;--ink-3:#54616a;--rule:#d9dfe0;--rule-2:#7d8b93;--shallow:#cfe4ec;--sea:#13678a;--prospective:#0c4f70;--in-round:#44631f;--practice:#7a5808}
@media (prefers-color-scheme:dark){svg{--paper:#0e171c;--ink:#e6edef;--ink-2:#b2c0c7;--ink-3:#97a7af;--rule:#26353d;--rule-2:#667a85;--shallow:#1a3c4b;--sea:#5db4d6;--prospective:#86c9e8;--in-round:#a9cc7c;--practice:#e0bb66}}
.ground,.paper{fill:var(--paper)}path{fill:none}.grid{stroke:var(--rule)}.identity{stroke:var(--ink-3);stroke-dasharray:4 4}.band{fill:var(--shallow)}.line{stroke:var(--sea);stroke-width:2}.older-interval{stroke:var(--rule-2)}.newer-interval{stroke:var(--sea);opacity:.6}.leader{stroke:var(--ink-3)}.model{stroke:var(--ink-2);stroke-width:1.5}.other-model{stroke:var(--rule-2);opacity:.6}.zero{stroke:var(--ink)}.interval{stroke:var(--sea);stroke-width:2}.dot{fill:var(--sea);stroke:var(--sea);stroke-width:2}.open-dot{fill:var(--paper);stroke:var(--sea);stroke-width:2}.mean{stroke:var(--ink);stroke-width:2.5}.diamond{fill:var(--ink)}
text{fill:var(--ink-2)}text.tick{fill:var(--ink-3)}text.newer,text.line{fill:var(--sea);font-weight:600}text.name{fill:var(--ink)}text.identity,text.line,text.name{paint-order:stroke;stroke:var(--paper);stroke-width:4;stroke-linejoin:round}
${(['prospective', 'in-round', 'practice'] as const satisfies readonly Evidence[]).map((evidence) => `.${evidence}{stroke:var(--${evidence});stroke-width:1.5}.${evidence} .full{fill:var(--${evidence})}`).join('')}`;

/** Writes a figure as a standalone SVG file. @param head title of the figure */
export function writeFigureSvg({ width, height, shapes }: FigureDrawing, head: string): string {
  const [left, top] = [-margin, -margin - headHeight];
  const [fullWidth, fullHeight] = [width + 2 * margin, height + headHeight + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="${left} ${top} ${fullWidth} ${fullHeight}"><style>${style}</style><path class="ground" d="M${left} ${top}h${fullWidth}v${fullHeight}h${-fullWidth}z"/><text class="name" x="0" y="${-headHeight + 12}">${escapeMarkup(head)}</text>${shapes.map(writeShape).join('')}</svg>\n`;
}

function writeShape(shape: FigureShape): string {
  switch (shape.kind) {
    case 'path':
      return `<path class="${shape.look}" d="${shape.d}"/>`;
    case 'text': {
      const turned = shape.turn === 0 ? '' : ` transform="rotate(${shape.turn} ${shape.x} ${shape.y})"`;
      return `<text class="${shape.look}" x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}"${turned}>${escapeMarkup(shape.text)}</text>`;
    }
    case 'mark':
      return `<g class="${shape.evidence}" transform="translate(${shape.x} ${shape.y})"><title>${escapeMarkup(shape.title)}</title>${evidenceMarks[shape.evidence]}</g>`;
  }
}
