import { runService } from '../run-service.js';

/** A service that does nothing but log: what specs run to see how a service ends. */
await runService('talkative', (logger) => {
  const talking = setInterval(() => {
    logger.info({ filler: 'x'.repeat(1_000) }, 'still here');
  }, 1);
  return Promise.resolve({
    close: () => {
      clearInterval(talking);
      return Promise.resolve();
    },
  });
});
