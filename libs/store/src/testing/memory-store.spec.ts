import { MemoryStore } from './memory-store.js';
import { describeStore } from './store.contract.js';

describeStore('MemoryStore', {
  open: async () => new MemoryStore(),
  discard: (store) => store.close(),
});
