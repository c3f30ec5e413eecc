import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { StatisticsResp } from '@eventstore/db-client/generated/projections_pb.js';

/** `position`: up to where in the log the projection has come. `events`: how many there are up to there. */
export type ProjectionFigures = { readonly position: number; readonly events: number };

/** What the client is told of a projection. */
export const projectionDetails = (
  name: string,
  isOn: boolean,
  { position, events }: ProjectionFigures,
): StatisticsResp => {
  const at = `C:${position.toString()}/P:${position.toString()}`;
  const details = new projectionsPb.StatisticsResp.Details()
    .setName(name)
    .setEffectivename(name)
    .setStatus(isOn ? 'Running' : 'Stopped')
    .setMode('Continuous')
    .setVersion('0')
    .setEpoch('0')
    .setCoreprocessingtime('0')
    .setPosition(at)
    .setLastcheckpoint(at)
    .setProgress(100)
    .setEventsprocessedafterrestart(events.toString())
    .setBufferedevents('0');
  return new projectionsPb.StatisticsResp().setDetails(details);
};
