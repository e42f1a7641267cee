export * from './credential.js';
export * from './gateway-access.js';
