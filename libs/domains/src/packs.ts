// Written by scripts/domains.mjs: one line for each folder of a domain.
export { administration } from './administration/administration.js';
export { cashless } from './cashless/cashless.js';
export { education } from './education/education.js';
export { environment } from './environment/environment.js';
export { health } from './health/health.js';
export { housing } from './housing/housing.js';
export { labour } from './labour/labour.js';
export { security } from './security/security.js';
export { traffic } from './traffic/traffic.js';
