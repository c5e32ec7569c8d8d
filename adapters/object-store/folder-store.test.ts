import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { describeObjectStore } from '@/testing/describe-object-store';
import { folderStore } from './folder-store';
import type { ObjectStore } from './object-store';

let folder: string;
let objects: ObjectStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-objects-'));
  objects = folderStore(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describeObjectStore('object store in a folder', () => objects);
