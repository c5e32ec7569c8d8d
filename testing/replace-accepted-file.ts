import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { TestSite } from './make-test-site';

/** Replaces the file of a submission by one that the web process should have refused, and records it as accepted. */
export async function replaceAcceptedFile(site: TestSite, submissionId: string, file: string): Promise<void> {
  await writeFile(join(site.objectStoreDir, objectKeys.submission(submissionId)), file);
  const sha256 = createHash('sha256').update(file).digest('hex');
  await site.superuser`
    update submissions set file_sha256 = ${sha256}, file_byte_count = ${Buffer.byteLength(file)}
    where submission_id = ${submissionId}`;
}
