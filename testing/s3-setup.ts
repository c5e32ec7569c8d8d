import type { TestProject } from 'vitest/node';
import { startRadosgw } from './start-radosgw';

/** Starts an S3 server for the tests whose sites store objects in buckets. @returns a function that stops the server */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const gateway = await startRadosgw();
  project.provide('s3', gateway.server);
  return gateway.stop;
}
