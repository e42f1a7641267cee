export * from './store.js';
export * from './embedded/embedded-store.js';
export type { Retention } from './embedded/upkeep.js';
