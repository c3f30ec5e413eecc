import type { Logger } from '@storefold/platform';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Observer } from './serving.js';

/** Counts events of the log that could not be read, and are missing in all answers. */
export const countUnreadable = (metrics: Registry): (() => void) => {
  const unreadable = new Counter({
    name: 'recommendations_unreadable_events_total',
    help: 'Events of the log that could not be read and were left out, since this process began.',
    registers: [metrics],
  });
  return () => {
    unreadable.inc();
  };
};

/** Counts in a registry which step answered, which ones gave way and why, and what a shadow would have said. */
export const observeIn = (metrics: Registry, logger: Logger): Observer => {
  const registers = [metrics];
  const answered = new Counter({
    name: 'recommendations_answered_total',
    help: 'Answers, by the step that gave them.',
    labelNames: ['step'] as const,
    registers,
  });
  const passed = new Counter({
    name: 'recommendations_passed_total',
    help: 'Steps that gave way to the next, by why: late, or a fault.',
    labelNames: ['step', 'why'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'recommendations_seconds',
    help: 'Time to an answer, by the step that gave it.',
    labelNames: ['step'] as const,
    buckets: [0.001, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
    registers,
  });
  const overlap = new Histogram({
    name: 'recommendations_shadow_overlap',
    help: 'Share of an answer that the shadow model would have given, too.',
    buckets: [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1],
    registers,
  });
  return {
    answered: (step, took) => {
      answered.inc({ step });
      seconds.observe({ step }, took);
    },
    passed: (step, why, error, correlationId) => {
      passed.inc({ step, why });
      if (why !== 'fault') return;
      const what =
        step === 'shadow' ? 'the model beside failed; nobody is shown it' : 'a step failed; the next one answers';
      logger.error({ err: error, step, correlationId }, what);
    },
    compared: (share) => {
      overlap.observe(share);
    },
  };
};
