import { loadConfig, runService } from '@storefold/platform';
import { recommenderConfig, startRecommender } from './service.js';
await runService('recommender', (logger, environment) => startRecommender(loadConfig(recommenderConfig, environment), logger));
//# sourceMappingURL=main.js.map