export * from './area-shapes.js';
export * from './day.js';
export * from './placement.js';
export * from './region-faults.js';
export * from './region-tree.js';
export * from './restate.js';
export * from './version-id.js';
