export * from './app-logger.js';
export * from './city.js';
export * from './clock.js';
export * from './metrics.js';
export * from './parts.module.js';
export * from './sensor-directory.js';
export * from './settings.js';
export * from './status-board.js';
