export * from './store.js';
export * from './embedded/embedded-store.js';
export type { Retention } from './embedded/upkeep.js';
export { InfluxStore, type InfluxCounts, type InfluxStoreOptions } from './influx/influx-store.js';
export { INFLUX_LIMITS, type InfluxLimits } from './influx/limits.js';
