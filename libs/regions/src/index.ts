export * from './region-tree.js';
