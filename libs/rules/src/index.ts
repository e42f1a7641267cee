export * from './alert-steps.js';
export * from './condition.js';
export * from './episode.js';
export * from './evaluator.js';
export * from './parse-rule.js';
export * from './rule.js';
export * from './rule-book.js';
export * from './silence.js';
