import { join } from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  typescript: { ignoreBuildErrors: true, tsconfigPath: '../../../tsconfig.json' },
  // Where the packages lie.
  turbopack: { root: join(import.meta.dirname, '../../..') },
};
