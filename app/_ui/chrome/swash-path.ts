/**
 * One wave line as an SVG path: lobes hang down, cusps point up, no two lobes are equally wide.
 * The same phase always gives the same line.
 * @param line.width length in user units; `y` height of the cusps; `lobe` mean width of a lobe; `depth` how far a lobe
 * of mean width hangs; `phase` any number
 */
export function swashPath(line: {
  width: number;
  y: number;
  lobe: number;
  depth: number;
  phase: number;
}): string {
  let path = `M0 ${line.y}`;
  let [x, i] = [0, 0];
  while (x < line.width) {
    const step = Math.min(line.lobe * (0.55 + 0.9 * golden(line.phase, i)), line.width - x);
    const bottom = line.y + line.depth * Math.sqrt(step / line.lobe);
    const cusp = line.y + line.depth * 0.25 * (golden(line.phase + 0.5, i) - 0.5);
    const skew = 0.45 + 0.25 * golden(line.phase + 0.25, i);
    path += `C${at(x + step * 0.12)} ${at(bottom)} ${at(x + step * (skew - 0.12))} ${at(bottom + 0.3)} ${at(x + step * skew)} ${at(bottom)}`;
    path += `S${at(x + step * 0.93)} ${at(bottom - line.depth * 0.3)} ${at(x + step)} ${at(cusp)}`;
    x += step;
    i += 1;
  }
  return path;
}

/** Evenly spread and never periodic: fractional parts of multiples of the golden ratio. */
const golden = (phase: number, i: number): number => (phase + (i + 1) * 0.6180339887498949) % 1;

const at = (value: number): string => value.toFixed(1);
