import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { formatBytes } from '@/app/_ui/format-quantity';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { findPublicUrl } from '@/services/publication/find-operator';
import { findPythonClient } from '@/services/publication/find-python-client';

export const generateMetadata = () =>
  describePage({
    path: '/client',
    title: 'Python client',
    description: 'Download data, submit predictions and read rankings with Python or on the command line.',
  });

export default async function PythonClientPage() {
  const { fileName, version, requiresPython, sha256, byteCount } = await findPythonClient();
  const path = `/client/${fileName}`;
  const site = findPublicUrl();
  const install = [
    // pip checks the downloaded file against the hash in the address.
    `pip install "${new URL(path, site).href}#sha256=${sha256}"`,
    `tidemark login ${site}`,
  ].join('\n');
  return (
    <Page>
      <PageHead
        title="Python client"
        lede="Download data, submit predictions and read rankings with Python or on the command line."
      />
      <div className="mt-s5 grid max-w-860 gap-s4">
        <div className="flex items-start gap-s3 max-phone:grid max-phone:gap-s2" data-testid="install">
          <CodeBlock>{install}</CodeBlock>
          <CopyButton text={install} />
        </div>
        <p>
          The package needs no other one. <Link href="/docs/python">Python client, explained</Link>: methods,
          commands and exceptions.
        </p>
        <Descriptions>
          <Description term="File">
            <a href={path} download>
              {fileName}
            </a>
            , {formatBytes(byteCount)}
          </Description>
          <Description term="Version">{version}</Description>
          <Description term="Python">{requiresPython}</Description>
          <Description term="SHA-256">
            <code className="wrap-anywhere">{sha256}</code>
          </Description>
        </Descriptions>
      </div>
    </Page>
  );
}
