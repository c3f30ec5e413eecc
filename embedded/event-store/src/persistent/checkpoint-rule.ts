import type { GroupSettings } from './group-settings.js';
import type { Progress } from './progress.js';

type Bounds = Pick<GroupSettings, 'checkpointAfterMs' | 'minCheckpointCount' | 'maxCheckpointCount'>;

/** When a group writes down how far it has come. */
export class CheckpointRule {
  readonly #bounds: Bounds;
  #written = 0;
  #writtenAt = -Infinity;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** The position to write now: many events are settled, or enough and the time has come. Nothing new is never due. */
  due(progress: Progress, now: number, byTime: boolean): number | undefined {
    const { checkpointAfterMs, minCheckpointCount, maxCheckpointCount } = this.#bounds;
    const settled = progress.count - this.#written;
    const timeHasCome = byTime && checkpointAfterMs > 0 && now - this.#writtenAt >= checkpointAfterMs;
    const due = settled >= maxCheckpointCount || (timeHasCome && settled >= minCheckpointCount);
    if (!due || settled === 0) return undefined;
    this.#writtenAt = now;
    this.#written = progress.count;
    return progress.through;
  }

  /** The position to write at the end, however little it is. */
  last(progress: Progress): number | undefined {
    if (progress.count === this.#written) return undefined;
    this.#written = progress.count;
    return progress.through;
  }
}
