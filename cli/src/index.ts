export { importOnlineRetail, type ImportOptions } from './online-retail/import-online-retail.js';
export type { ImportReport } from './online-retail/report.js';
export { readRunFile, runningShop, type RunFile } from './shop/run-file.js';
