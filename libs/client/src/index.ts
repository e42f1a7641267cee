export * from './city-stream.js';
export * from './event-feed.js';
export * from './stream-event.js';
export * from './stream-picture.js';
