import { createLogger } from '@storefold/platform';
import { recommenderConfig, startRecommender } from '../service.js';
/**
 * A recommender that will be killed: its configuration is its environment, and `CLOCK_AHEAD_MS` is added to its clock, so
 * that the claim of the one that was killed before it is over. Says its port.
 */
const ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const service = await startRecommender(recommenderConfig.parse(process.env), createLogger('recommender', 'warn'), () => new Date(Date.now() + ahead));
process.stdout.write(`${service.port.toString()}\n`);
//# sourceMappingURL=doomed-recommender.js.map