export * from './log.js';
export * from './partitioner.js';
export * from './log-server.js';
