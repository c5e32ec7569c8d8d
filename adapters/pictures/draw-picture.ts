import type { Picture } from '@/lib/core/picture/picture';
import type { Typesetter } from './typesetter';

/** A picture as SVG that needs no font: every text in it is an outline. */
export function drawPicture({ width, height, ground, parts }: Picture, typesetter: Typesetter): string {
  const drawn = parts.map((part) => (part.kind === 'shapes' ? part.svg : typesetter.set(part))).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><path d="M0 0h${width}v${height}H0z" fill="${ground}"/>${drawn}</svg>`;
}
