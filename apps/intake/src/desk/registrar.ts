import type { SensorDirectory } from '@toancanh/runtime';

/** The part of the directory that the desk needs: what it resolves with is durable. */
export type Registrar = Pick<SensorDirectory, 'register'>;
