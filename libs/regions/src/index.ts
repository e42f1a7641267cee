export * from './area-shapes.js';
export * from './comparable.js';
export * from './region-faults.js';
export * from './region-tree.js';
