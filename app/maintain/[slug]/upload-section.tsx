import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Section } from '@/app/_ui/page/section';
import { UploadTestSet } from './upload-test-set';

/** The section's id, to which pages link. */
export const uploadId = 'next-test-set';

type Props = {
  slug: string;
  siteUrl: string;
  /** Sealed rounds that an upload may replace. */
  sealed: readonly { number: number; title: string }[];
  /** True if a schedule opens the rounds. */
  hasCadence: boolean;
};

/** The form that uploads the next test set; without scripts, a command that does the same. */
export function UploadSection({ slug, siteUrl, sealed, hasCadence }: Props) {
  const command = `curl -H "Authorization: Bearer $TIDEMARK_TOKEN" \\
  -F 'metadata={"title": "June 2001"}' \\
  -F test_set=@june.csv \\
  ${siteUrl}/api/v1/benchmarks/${slug}/rounds`;
  return (
    <Section
      id={uploadId}
      title="Next test set"
      aside="encrypted for the scorer as it arrives: the web server can’t read it"
    >
      <UploadTestSet slug={slug} sealed={sealed} hasCadence={hasCadence} />
      <noscript>
        <p className="mt-s4 text-ink-2">
          The form needs JavaScript. Without it, upload with a token from the settings:
        </p>
      </noscript>
      <details className="mt-s4">
        <summary>By command</summary>
        <div className="my-s2">
          <CodeBlock>{command}</CodeBlock>
        </div>
      </details>
    </Section>
  );
}
