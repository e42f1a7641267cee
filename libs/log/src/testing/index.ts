export * from './inbox.js';
export * from './log.contract.js';
export * from './memory-log.js';
export * from './run-child.js';
export * from './small-disk.js';
export * from './temp-folder.js';
