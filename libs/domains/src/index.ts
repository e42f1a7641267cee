export * from './catalogue.js';
export * from './domain.js';
export * from './units.js';
