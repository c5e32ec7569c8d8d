import { buttonClasses } from '@/app/_ui/controls/button-look';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import { SampleTable } from '@/app/_ui/model/sample-table';
import { SignatureFacts } from '@/app/_ui/model/signature-facts';
import { Section } from '@/app/_ui/page/section';
import type { ModelSample } from '@/lib/contracts/model-signature';
import { listSnippets } from '@/lib/core/model/snippets/list-snippets';
import type { ModelSignature } from '@/lib/core/onnx/model-signature';
import { SnippetPart } from './snippet-part';

/** What a model is fed and answers, and how to make one that does: the shapes, the public sample, Python that exports it. */
export function SignatureSection({
  slug,
  signature,
  sample,
}: {
  slug: string;
  signature: ModelSignature;
  sample: ModelSample | null;
}) {
  const api = `/api/v1/benchmarks/${slug}`;
  return (
    <Section kind="step" title="Inputs and output" aside="what your model is fed, and what it answers">
      <SignatureFacts signature={signature} />
      {sample && <SampleTable sample={sample} features={signature.input.features} />}
      <p className="mt-s4 flex flex-wrap items-center gap-s3">
        <Download href={`${api}/model-signature`} fileName="signature.json">
          The signature
        </Download>
        {sample && <Download href={`${api}/model-sample`}>The sample</Download>}
      </p>
      <details className="mt-s4">
        <summary>Check a file on your machine</summary>
        <div className="my-s2">
          <CodeBlock>npm run check-model -- model.onnx --signature signature.json</CodeBlock>
        </div>
        <p className="text-small text-ink-2">
          In a copy of this site’s code. It is the check that the form below makes in your browser.
        </p>
      </details>
      {listSnippets(signature).map((snippet) => (
        <SnippetPart key={snippet.tool} snippet={snippet} />
      ))}
    </Section>
  );
}

const Download = ({
  href,
  fileName,
  children,
}: {
  href: string;
  fileName?: string;
  children: React.ReactNode;
}) => (
  <a className={buttonClasses('plain')} href={href} download={fileName ?? true}>
    <DownloadGlyph />
    {children}
  </a>
);
