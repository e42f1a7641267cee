/**
 * Counts time where a blocked or throttled page cannot stop it. Each message from the page is a drawn frame; the answer
 * is given when there was none for so long, and only while the server answers: a reload must not land on an error page.
 */
const PATIENCE = 5_000;
const LOOK_EVERY = 1_000;

let drawnAt = performance.now();
let visible = true;

self.onmessage = ({ data }: MessageEvent<'drawn' | 'hidden' | 'visible'>) => {
  drawnAt = performance.now();
  if (data !== 'drawn') visible = data === 'visible';
};

setInterval(() => {
  if (!visible || performance.now() - drawnAt < PATIENCE) return;
  drawnAt = performance.now();
  fetch('/health/live', { cache: 'no-store' })
    .then(({ ok }) => ok && self.postMessage('reload'))
    .catch(() => undefined);
}, LOOK_EVERY);
