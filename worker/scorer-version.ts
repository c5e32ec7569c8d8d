export { scorerVersion } from '@/lib/core/scoring/scorer-version';
