export * from './log.js';
export * from './partitioner.js';
export * from './log-server.js';
export * from './batch-faults.js';
export {
  EmbeddedLog,
  embeddedLogLimits,
  type EmbeddedLogLimits,
  type EmbeddedLogOptions,
} from './embedded/embedded-log.js';
export { KafkaLog, type KafkaLogOptions } from './kafka/kafka-log.js';
export { kafkaLogLimits, type KafkaLogLimits } from './kafka/limits.js';
