// Written by scripts/domains.mjs: one line for each folder of a domain.
export { administration } from './administration/administration.js';
export { environment } from './environment/environment.js';
export { health } from './health/health.js';
export { security } from './security/security.js';
export { traffic } from './traffic/traffic.js';
