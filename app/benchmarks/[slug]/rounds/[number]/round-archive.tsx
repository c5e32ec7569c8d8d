import { formatBytes } from '@/app/_ui/format-bytes';
import type { RoundView } from '@/lib/contracts/round';

/** The files of a revealed round, with what their bytes hash to. Prediction files are in the zip, and listed in SHA256SUMS. */
export function RoundArchive({ slug, round }: { slug: string; round: RoundView }) {
  const files = round.archive.filter(({ name }) => !name.includes('/'));
  const predictionCount = round.archive.length - files.length;
  if (files.length === 0) return null;
  const base = `/api/v1/benchmarks/${slug}/rounds/${round.number}/archive/files`;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Archive</h2>
        <p className="small muted">
          items, labels, round secret and final scores: training data and a calibration mark from now on
        </p>
      </div>
      <table className="cards-t">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="num">
              Size
            </th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, byte_count, sha256 }) => (
            <tr key={name}>
              <th scope="row">
                <a href={`${base}/${name}`}>{name}</a>
              </th>
              <td data-l="Size" className="num">
                {formatBytes(byte_count)}
              </td>
              <td data-l="SHA-256" className="mono small breaks">
                {sha256}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted after">
        {predictionCount === 1 ? 'One prediction file is' : `${predictionCount} prediction files are`} in the
        zip, and listed in SHA256SUMS.
      </p>
    </section>
  );
}
