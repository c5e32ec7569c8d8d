import type { SubmissionView } from '@/lib/contracts/submission';
import { swashPath } from '../chrome/swash-path';
import { CopyButton } from '../forms/copy-button';
import { formatHash } from './format-hash';
import { SaveJsonButton } from './save-json-button';

/** What the platform has taken, for the team to keep. Its upper edge is the tideline. */
export function Receipt({ submission }: { submission: SubmissionView }) {
  const { id, benchmark, round, model, version, team, sha256, received_at, evidence, commitment_root } =
    submission;
  const kept = { id, benchmark, round, model, version, team, sha256, received_at, evidence, commitment_root };
  const text = JSON.stringify(kept, null, 2);
  return (
    <section className="receipt" data-testid="receipt">
      <svg className="rl" viewBox="0 0 340 16" preserveAspectRatio="none" aria-hidden="true">
        <path className="swash o1" d={swashPath({ width: 340, y: 9, lobe: 42, depth: 4, phase: 0.57 })} />
        <path className="swash" d={swashPath({ width: 340, y: 4, lobe: 42, depth: 5, phase: 0.31 })} />
      </svg>
      <h2>Receipt</h2>
      <dl>
        <dt>Id</dt>
        <dd className="mono breaks">{id}</dd>
        <dt>File</dt>
        <dd className="mono">
          {formatHash(sha256).map((line) => (
            <span key={line} className="block-line">
              {line}
            </span>
          ))}
          <span className="vh">SHA-256</span>
        </dd>
        <dt>Model</dt>
        <dd className="breaks">
          {model}, version {version}
        </dd>
        <dt>Round</dt>
        <dd>
          {round} of {benchmark}
        </dd>
        {commitment_root && (
          <>
            <dt>Commitment</dt>
            <dd className="mono">
              {formatHash(commitment_root).map((line) => (
                <span key={line} className="block-line">
                  {line}
                </span>
              ))}
              <span className="vh">Merkle root of the round’s test set</span>
            </dd>
          </>
        )}
        <dt>Received</dt>
        <dd>{received_at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}</dd>
      </dl>
      <div className="brow">
        <SaveJsonButton text={text} fileName={`tidemark-${id}.json`} />
        <CopyButton text={text} look="share" />
      </div>
    </section>
  );
}
