import type { ReactNode } from 'react';
import type { SubmissionView } from '@/lib/contracts/submission';
import { swashPath } from '../chrome/swash-path';
import { CopyButton, SaveJsonButton } from '../forms/copy-and-save-buttons';

/** The receipt of a submission, by which the team can prove that the site received the file. */
export function Receipt({ submission }: { submission: SubmissionView }) {
  const { id, benchmark, round, model, version, team, sha256, received_at, evidence, commitment_root } =
    submission;
  const { rules_version, rules_sha256 } = submission;
  const receipt = {
    id,
    benchmark,
    round,
    model,
    version,
    team,
    sha256,
    received_at,
    evidence,
    commitment_root,
    rules_version,
    rules_sha256,
  };
  const text = JSON.stringify(receipt, null, 2);
  return (
    <section
      className="relative border border-t-0 border-rule bg-panel px-16 pt-22 pb-16 max-wide:col-span-full"
      data-testid="receipt"
    >
      <TidelineEdge />
      <h2 className="text-h3 font-semibold tracking-[0]">Receipt</h2>
      <dl className="my-10 grid grid-cols-[max-content_minmax(0,1fr)] text-small">
        <Line term="Id" isCode>
          {id}
        </Line>
        {sha256 && (
          <Line term="File" isCode>
            <Hash hex={sha256} name="SHA-256" />
          </Line>
        )}
        <Line term="Model">
          {model}, version {version}
        </Line>
        <Line term="Round">
          {round} of {benchmark}
        </Line>
        <Line term="Commitment" isCode>
          <Hash hex={commitment_root} name="Merkle root of the round’s test set" />
        </Line>
        {rules_sha256 && (
          <Line term={`Rules ${rules_version}`} isCode>
            <Hash hex={rules_sha256} name={`SHA-256 of version ${rules_version} of the rules`} />
          </Line>
        )}
        <Line term="Received">{received_at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}</Line>
      </dl>
      <div className="mb-s2 flex items-center gap-s2">
        <SaveJsonButton text={text} fileName={`tidemark-${id}.json`} />
        <CopyButton text={text} look="share" />
      </div>
    </section>
  );
}

function TidelineEdge() {
  return (
    <svg
      className="absolute -inset-x-1 -top-5 h-16 w-[calc(100%+2px)] *:[vector-effect:non-scaling-stroke] motion-safe:animate-[wash_var(--swash)_var(--ease)_both]"
      viewBox="0 0 340 16"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path
        className="swash is-behind"
        d={swashPath({ width: 340, y: 9, lobe: 42, depth: 4, phase: 0.57 })}
      />
      <path className="swash" d={swashPath({ width: 340, y: 4, lobe: 42, depth: 5, phase: 0.31 })} />
    </svg>
  );
}

function Line({ term, isCode, children }: { term: string; isCode?: true; children: ReactNode }) {
  return (
    <>
      <dt className="border-t border-rule py-5 pr-12 text-ink-3">{term}</dt>
      <dd className={`border-t border-rule py-5 wrap-anywhere ${isCode ? 'as-code' : ''}`}>{children}</dd>
    </>
  );
}

/** A hash, broken into lines for a narrow column. @param name name of the hash for screen readers */
function Hash({ hex, name }: { hex: string; name: string }) {
  return (
    <>
      {formatHash(hex).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
      <span className="sr-only">{name}</span>
    </>
  );
}

/** Splits a hash into lines of four groups of four digits, so that people can compare hashes. */
function formatHash(sha256: string): string[] {
  const groups = sha256.match(/.{1,4}/g) ?? [];
  const lines: string[] = [];
  for (let i = 0; i < groups.length; i += 4) lines.push(groups.slice(i, i + 4).join(' '));
  return lines;
}
