import type { TestProject } from 'vitest/node';
import { startRadosgw } from './start-radosgw';

/** Starts an S3 server before the tests that keep their sites' objects there. @returns a function that stops it */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const gateway = await startRadosgw();
  project.provide('s3', gateway.server);
  return gateway.stop;
}
